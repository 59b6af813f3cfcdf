"""Writes the shipped data sets from scikit-learn's copies into the folder that is named."""
import csv
import gzip
import io
import pathlib
import sys

from sklearn import datasets


def number(value):
    return str(int(value)) if value == int(value) else repr(float(value))


def write(name, header, inputs, targets):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row, target in zip(inputs, targets):
        writer.writerow([number(value) for value in row] + [target])
    content = text.getvalue().encode()
    if name.endswith(".gz"):
        content = gzip.compress(content, mtime=0)
    (pathlib.Path(sys.argv[1]) / name).write_bytes(content)


digits = datasets.load_digits()
write("digits.csv.gz", digits.feature_names + ["digit"], digits.data, digits.target)
iris = datasets.load_iris()
write("iris.csv", iris.feature_names + ["species"], iris.data, iris.target_names[iris.target])
wine = datasets.load_wine()
write("wine.csv", [name.replace("_", " ") for name in wine.feature_names] + ["cultivar"],
      wine.data, [f"cultivar {label + 1}" for label in wine.target])
cancer = datasets.load_breast_cancer()
write("breast-cancer.csv", list(cancer.feature_names) + ["diagnosis"], cancer.data,
      cancer.target_names[cancer.target])
diabetes = datasets.load_diabetes(scaled=False)
write("diabetes.csv",
      ["age", "sex", "body mass index", "mean blood pressure", "total cholesterol",
       "low-density lipoproteins", "high-density lipoproteins", "cholesterol ratio",
       "log triglycerides", "blood sugar", "progression"],
      diabetes.data, [number(value) for value in diabetes.target])
