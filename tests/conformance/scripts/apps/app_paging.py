import streamlit as st

rows = [f"item {i}" for i in range(23)]
size = st.selectbox("per page", [5, 10], key="size", on_change=lambda: st.session_state.update(page=1))
pages = -(-len(rows) // size)
st.session_state.setdefault("page", 1)
page = st.number_input("page", 1, pages, key="page")
for r in rows[(page - 1) * size : page * size]:
    st.markdown(f"- {r}")
a, b, c = st.columns([1, 2, 1])


def step(d):
    st.session_state.page = max(1, min(pages, st.session_state.page + d))


a.button("◀", on_click=step, args=(-1,), disabled=page <= 1)
c.button("▶", on_click=step, args=(1,), disabled=page >= pages)
b.progress(page / pages)
find = st.text_input("find").lower()
if find:
    st.write([r for r in rows if find in r] or "none")
