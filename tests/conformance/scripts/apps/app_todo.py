import streamlit as st

st.set_page_config("Todo")
st.title("To do")
if "tasks" not in st.session_state:
    st.session_state.tasks = [{"t": "milk", "done": False}]


def add():
    if st.session_state.new.strip():
        st.session_state.tasks.append({"t": st.session_state.new.strip(), "done": False})
    st.session_state.new = ""


st.text_input("New", key="new", on_change=add, placeholder="what")
for i, task in enumerate(st.session_state.tasks):
    left, right = st.columns([4, 1])
    task["done"] = left.checkbox(task["t"], task["done"], key=f"d{i}")
    if right.button("x", key=f"x{i}"):
        st.session_state.tasks.pop(i)
        st.rerun()
done = sum(t["done"] for t in st.session_state.tasks)
st.progress(done / max(1, len(st.session_state.tasks)), f"{done} done")
st.metric("Open", len(st.session_state.tasks) - done, -done)
if done and done == len(st.session_state.tasks):
    st.success("All done", icon="🎉")
