"""Prints what the tests know of the shipped sets. Needs numpy and scikit-learn."""
import numpy as np
from sklearn import datasets

for name in ("digits", "iris", "wine", "breast_cancer"):
    data = getattr(datasets, "load_" + name)()
    print(name, data.data.shape, np.bincount(data.target), data.data[-1][:6], data.data.sum())
data = datasets.load_diabetes(scaled=False)
print("diabetes", data.data.shape, data.target.sum(), data.data[-1], data.data.sum())
