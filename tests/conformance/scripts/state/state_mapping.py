import streamlit as st

ss = st.session_state
ss["a"] = 1
ss.b = [1]
ss[5] = "five"
st.write("a" in ss, "z" in ss, 5 in ss, len(ss), sorted(ss), ss["5"], ss.get("z"), ss.get("z", 0))
st.write(ss.setdefault("c", 3), ss.setdefault("a", 9), ss.pop("c"), ss.pop("c", "gone"))
ss.update({"d": 4}, e=5)
ss.b.append(2)
st.write(sorted(ss.to_dict().items(), key=str), sorted(ss.keys()), ss.b)
del ss["d"]
del ss.e
for call in [lambda: ss["nope"], lambda: ss.nope, lambda: ss.__delitem__("nope"), lambda: delattr(ss, "nope")]:
    try:
        call()
    except (KeyError, AttributeError) as error:
        st.text(type(error).__name__)
try:
    ss["$$ID-x"] = 1
except Exception as error:
    st.text(type(error).__name__)
ss.get = 5
st.write(callable(ss.get), ss["get"])
if st.button("Clear"):
    ss.clear()
    st.write(len(ss))
st.write({key: ss[key] for key in sorted(ss)})
