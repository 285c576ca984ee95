"""PyMC-Marketing on one weekly history: time and effective sample size, one JSON line. Started by response.ts.

    python pymc_marketing_example.py FILE.csv

FILE.csv holds date_week, y, x1, x2, event_1, event_2. Four chains of 1000 draws after 1000 of tuning, one core, default priors.
"""
import json
import sys
import time
import warnings

warnings.simplefilter("ignore")

import arviz
import pandas
import pymc_marketing
from pymc_marketing.mmm import MMM, GeometricAdstock, LogisticSaturation

table = pandas.read_csv(sys.argv[1], parse_dates=["date_week"])
table["t"] = range(len(table))
model = MMM(
    date_column="date_week",
    channel_columns=["x1", "x2"],
    control_columns=["event_1", "event_2", "t"],
    adstock=GeometricAdstock(l_max=8),
    saturation=LogisticSaturation(),
    yearly_seasonality=2,
)
wall, cpu = time.perf_counter(), time.process_time()
found = model.fit(
    table.drop(columns="y"), table["y"], chains=4, draws=1000, tune=1000, cores=1, random_seed=1, progressbar=False
)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
names = ["adstock_alpha", "saturation_lam", "saturation_beta", "y_sigma"]
bulk = arviz.ess(found, var_names=names, method="bulk")
worst = min(float(bulk[name].min()) for name in names)
rhat = arviz.rhat(found, var_names=names)
print(
    json.dumps(
        {
            "peer": f"pymc-marketing {pymc_marketing.__version__}",
            "seconds": round(wall, 2),
            "samplingSeconds": round(float(found.posterior.attrs.get("sampling_time", wall)), 2),
            "cpuSeconds": round(cpu, 2),
            "minBulkEss": round(worst),
            "maxRHat": round(max(float(rhat[name].max()) for name in names), 4),
            "divergences": int(found.sample_stats["diverging"].sum()),
        }
    )
)
