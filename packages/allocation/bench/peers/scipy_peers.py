"""Solves one allocation problem (docs/allocation.schema.json) with a solver of SciPy.

    python3 scipy_peers.py slsqp|highs problem.json

Prints one line of JSON: {"amounts": [minor units per cell, not rounded], "seconds": s, "note": "..."}. Only the solving is
timed: neither Python's start nor reading the file nor setting up the constraints. Each solver gets the form it likes best:
amounts in units of the mean, the headroom as an upper bound instead of a kink, exact gradients, constraints that bind
nothing left out.
"""

import json
import sys
import time

import numpy as np
import scipy
from scipy.optimize import linprog, minimize
from scipy.sparse import csr_array

SEGMENTS = 48


class Instance:
    def __init__(self, problem):
        cells = problem["cells"]
        column = lambda read: np.array([read(cell) for cell in cells], dtype=float)
        self.count = len(cells)
        self.total = float(problem["totalMinor"])
        self.hurdle = float(problem["reserve"]["hurdle"])
        self.value = column(lambda c: c["valueMinor"])
        self.ceiling = column(lambda c: c["curve"]["ceiling"])
        self.half = column(lambda c: c["curve"]["halfSpendMinor"])
        # 1 for hill: the same formula then.
        self.exponent = column(lambda c: c["curve"].get("exponent", 1))
        self.lower = column(lambda c: c["minMinor"])
        room = column(lambda c: np.inf if c["headroom"] is None else c["headroom"])
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(room < self.ceiling, room / self.ceiling, np.nan)
            full = np.where(np.isnan(share), np.inf, self.half * (share / (1 - share)) ** (1 / self.exponent))
        self.upper = np.maximum(self.lower, np.minimum(column(lambda c: c["maxMinor"]), full))
        self.rows, self.least, self.most = bounds_of_groups(problem)

    def bookings(self, x):
        power = (x / self.half) ** self.exponent
        return self.ceiling * power / (1 + power)

    def slope(self, x):
        power = (x / self.half) ** self.exponent
        with np.errstate(divide="ignore", invalid="ignore"):
            inner = np.where(x > 0, self.exponent * power / x, np.where(self.exponent == 1, 1 / self.half, 0))
        return self.ceiling * inner / (1 + power) ** 2


def bounds_of_groups(problem):
    """One row of ones per bound group, over all cells below it."""
    parent = {group["id"]: group["parentId"] for group in problem["groups"]}
    members = {group_id: [] for group_id in parent}
    for i, cell in enumerate(problem["cells"]):
        at = cell["groupId"]
        while at is not None:
            members[at].append(i)
            at = parent[at]
    bound = [g for g in problem["groups"] if g["minMinor"] > 0 or g["maxMinor"] is not None]
    rows = np.zeros((len(bound), len(problem["cells"])))
    for row, group in enumerate(bound):
        rows[row, members[group["id"]]] = 1
    least = np.array([group["minMinor"] for group in bound], dtype=float)
    most = np.array([np.inf if group["maxMinor"] is None else group["maxMinor"] for group in bound])
    return rows, least, most


def slsqp(instance):
    scale = instance.total / instance.count
    worth = max(1.0, float(np.sum(instance.value * instance.ceiling)) / 10)
    lower, upper = instance.lower / scale, instance.upper / scale
    start = lower + (upper - lower) * min(1.0, 0.9 * (instance.count - lower.sum()) / max(1e-9, (upper - lower).sum()))

    def loss(z):
        x = z * scale
        return -(np.sum(instance.value * instance.bookings(x)) - instance.hurdle * x.sum()) / worth

    def gradient(z):
        return -(instance.value * instance.slope(z * scale) - instance.hurdle) * scale / worth

    capped = np.isfinite(instance.most)
    floored = instance.least > 0
    matrix = np.vstack([-np.ones((1, instance.count)), -instance.rows[capped], instance.rows[floored]])
    limit = np.concatenate([[-instance.count], -instance.most[capped] / scale, instance.least[floored] / scale])
    constraint = {"type": "ineq", "fun": lambda z: matrix @ z - limit, "jac": lambda z: matrix}
    began = time.perf_counter()
    found = minimize(
        loss,
        start,
        jac=gradient,
        method="SLSQP",
        bounds=np.column_stack([lower, upper]),
        constraints=[constraint],
        options={"maxiter": 1000, "ftol": 1e-10},
    )
    return found.x * scale, time.perf_counter() - began, "" if found.success else found.message


def highs(instance):
    """Each curve as 48 chords, close together where it bends; concave, so the solver fills them in order by itself."""
    k = np.linspace(0, 1, SEGMENTS + 1)[:, None]
    base = instance.lower + instance.half
    corners = base * ((instance.upper + instance.half) / base) ** k - instance.half
    corners[0], corners[-1] = instance.lower, instance.upper
    widths = np.diff(corners, axis=0)
    rises = np.diff([instance.bookings(corner) for corner in corners], axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = np.where(widths > 0, rises / widths, 0)
    cost = -(instance.value * slopes - instance.hurdle).T.ravel()
    repeat = lambda rows: csr_array(np.repeat(rows, SEGMENTS, axis=1))
    capped = np.isfinite(instance.most)
    floored = instance.least > 0
    rows = np.vstack([np.ones((1, instance.count)), instance.rows[capped], -instance.rows[floored]])
    limit = np.concatenate([[instance.total], instance.most[capped], -instance.least[floored]])
    began = time.perf_counter()
    found = linprog(
        cost,
        A_ub=repeat(rows),
        b_ub=limit - rows @ instance.lower,
        bounds=np.column_stack([np.zeros(cost.size), widths.T.ravel()]),
        method="highs",
    )
    seconds = time.perf_counter() - began
    if found.x is None:
        return instance.lower, seconds, found.message
    return instance.lower + found.x.reshape(instance.count, SEGMENTS).sum(axis=1), seconds, ""


if __name__ == "__main__":
    method, path = sys.argv[1:3]
    if method == "version":
        print(json.dumps(f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}"))
        sys.exit()
    with open(path, encoding="utf-8") as file:
        instance = Instance(json.load(file))
    amounts, seconds, note = {"slsqp": slsqp, "highs": highs}[method](instance)
    print(json.dumps({"amounts": amounts.tolist(), "seconds": seconds, "note": note}))
