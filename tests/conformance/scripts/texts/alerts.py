import streamlit as st

st.success("good")
st.info("  indented\n  info", icon="ℹ️")
st.warning(7)
st.error("bad", icon=":material/error:")
for call in [
    lambda: st.info("x", icon="no emoji"),
    lambda: st.info("x", icon="🙂🙂"),
    lambda: st.error("x", width=-1),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
leading = "⚠️careful", "⚠️ ⚠️ x", ":warning: x", "⚠️", "**⚠️** x", "  🎉  hi", "🎉\nhi", ":material/info:", ":material/no_such: hi"
for body in (*leading, "x 🎉", "👨‍👩‍👧 fam", "1 is", "🇩🇪 flag", "#️⃣ key", "© c", "✓ ok", ":material/info:hi", "🎉. dot"):
    st.warning(body)
st.error("🎉 x", icon="⚠️")
st.error("🎉 x", icon="")
