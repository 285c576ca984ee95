"""What SciPy's SLSQP answers to the same splits, as PyMC-Marketing's budget optimiser calls it (uniform start, ftol 1e-9).

Reads one JSON instance {total, half, slope, maximum} on each line of standard input, one curve per channel; writes {spend, response,
milliseconds}. Needs NumPy and SciPy. Called by `node bench/engine-allocation.ts --peer PYTHON`.
"""

import json
import sys
import time

import numpy as np
from scipy.optimize import minimize

for line in sys.stdin:
    instance = json.loads(line)
    total = instance["total"]
    half, slope, top = (np.asarray(instance[key]) for key in ("half", "slope", "maximum"))

    def shares(x):
        x = np.maximum(x, 1e-12)
        return 1 / (1 + (half / x) ** slope)

    def response(x):
        return float(top @ shares(x))

    def slopes(x):
        share = shares(x)
        return top * slope * share * (1 - share) / np.maximum(x, 1e-12)

    count = len(half)
    start = time.perf_counter()
    found = minimize(
        lambda x: -response(x),
        np.full(count, total / count),
        jac=lambda x: -slopes(x),
        method="SLSQP",
        bounds=[(0, total)] * count,
        constraints={"type": "eq", "fun": lambda x: x.sum() - total, "jac": lambda x: np.ones(count)},
        options={"ftol": 1e-9, "maxiter": 1000},
    )
    elapsed = 1000 * (time.perf_counter() - start)
    # A spend a hair over the total is scaled back: the comparison is between feasible answers.
    x = np.clip(found.x, 0, None)
    x *= min(1.0, total / x.sum())
    print(json.dumps({"spend": x.tolist(), "response": response(x), "milliseconds": elapsed}))
