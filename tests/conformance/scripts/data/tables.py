import pandas as pd
import streamlit as st

df = pd.DataFrame({"name": ["a", "b"], "n": [1, 2], "x": [0.5, None]}, index=["r1", "r2"])
st.table(df)
st.table({"a": [1, 2]})
st.table([[1, 2], [3, 4]])
st.dataframe(df)
st.dataframe(df["n"])
st.dataframe({"a": [1, 2], "b": ["x", "y"]})
st.dataframe([1, 2, 3])
st.dataframe(pd.DataFrame())
st.write(df.head(1))
st.write(df["n"])
