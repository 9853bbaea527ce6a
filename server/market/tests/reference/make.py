"""Writes reference.json: what independent implementations make of made-up input.

A tool of the tests, not of the program. In a virtual environment:

    python3 -m venv /tmp/reference
    /tmp/reference/bin/pip install scipy statsmodels pymannkendall statsforecast
    /tmp/reference/bin/python server/market/tests/reference/make.py

The input is drawn here with fixed seeds. Numbers are written in full, so that the
tests can ask for agreement to 1e-6.
"""

import json
import pathlib

import numpy as np
import pymannkendall
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    proportions_ztest,
)
from statsmodels.tsa.holtwinters import ExponentialSmoothing
from statsmodels.tsa.seasonal import STL

Z = stats.norm.ppf(0.975)


def plain(value):
    """Numbers of numpy as numbers of JSON."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(inner) for inner in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def wilson():
    cases = [(0, 10), (1, 10), (5, 10), (10, 10), (37, 412), (3, 9000), (8123, 9000)]
    rows = []
    for hits, of in cases:
        wide = proportion_confint(hits, of, alpha=0.05, method="wilson")
        narrow = proportion_confint(hits, of, alpha=0.20, method="wilson")
        rows.append({"hits": hits, "of": of, "95": wide, "80": narrow})
    return rows


PAIRS = [(12, 300, 30, 310), (1, 40, 9, 45), (500, 2000, 430, 2100), (7, 9000, 19, 8000)]


def shares():
    rows = []
    for a, n, b, m in PAIRS:
        low, high = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff")
        ratio = confint_proportions_2indep(b, m, a, n, method="log", compare="ratio")
        _, p_value = proportions_ztest([a, b], [n, m])
        rows.append({"case": [a, n, b, m], "difference": [low, high], "p": p_value,
                     "ratio": [ratio[0], ratio[1]]})
    return rows


def katz():
    """Risk ratio by a regression with a log link: Wald interval of its coefficient."""
    rows = []
    for a, n, b, m in PAIRS:
        outcome = np.array([[a, n - a], [b, m - b]])
        design = np.array([[1, 0], [1, 1]])
        start = [np.log(a / n), np.log((b / m) / (a / n))]
        fit = sm.GLM(outcome, design, family=sm.families.Binomial(sm.families.links.Log())).fit(
            start_params=start, tol=1e-14, maxiter=200)
        low, high = fit.conf_int()[1]
        rows.append({"case": [a, n, b, m], "ratio": np.exp([fit.params[1], low, high])})
    return rows


def count_ratios():
    """Ratio of counts by a Poisson regression: Wald interval of its coefficient."""
    rows = []
    for before, after in [(100, 130), (9, 4), (5000, 5100)]:
        fit = sm.GLM([before, after], [[1, 0], [1, 1]], family=sm.families.Poisson()).fit(tol=1e-14)
        low, high = fit.conf_int()[1]
        rows.append({"before": before, "after": after,
                     "ratio": np.exp([fit.params[1], low, high])})
    return rows


def trends():
    rng = np.random.default_rng(1)
    rows = []
    for n, slope, step in [(8, 0.5, 1), (24, 0.1, 1), (40, 0.0, 1), (120, 0.02, 1), (31, -0.3, 1)]:
        values = np.round(slope * np.arange(n) + rng.normal(0, 1, n), 1)
        test = pymannkendall.original_test(values)
        sen = stats.theilslopes(values, np.arange(n), alpha=0.95)
        rows.append({"values": values, "season": 1, "s": test.s, "z": test.z, "p": test.p,
                     "slope": [sen[0], sen[2], sen[3]]})
    for n in (36, 60):
        wave = 3 * np.sin(np.arange(n) * 2 * np.pi / 12)
        values = np.round(wave + 0.03 * np.arange(n) + rng.normal(0, 1, n), 1)
        test = pymannkendall.seasonal_test(values, period=12)
        # The slope of that test is by the season; ours is by the period.
        rows.append({"values": values, "season": 12, "s": test.s, "z": test.z, "p": test.p,
                     "slope": [test.slope / 12, None, None]})
    return rows


def seasonal(n, season, seed, shock):
    rng = np.random.default_rng(seed)
    at = np.arange(n)
    wave = np.sin(at * 2 * np.pi / season) + 0.4 * np.cos(at * 4 * np.pi / season)
    values = 100 + 0.2 * at + 8 * wave + rng.normal(0, 1, n)
    if shock:
        values[n // 2:n // 2 + 4] -= 40
    return values


def adjusted(values, season):
    trend = -(-3 * season // 2) | 1
    low_pass = (season + 1) | 1
    fit = STL(values, period=season, seasonal=10 * len(values) + 1, trend=trend, low_pass=low_pass,
              seasonal_deg=0, trend_deg=1, low_pass_deg=1, robust=True, seasonal_jump=1,
              trend_jump=-(-trend // 10), low_pass_jump=-(-low_pass // 10),
              ).fit(inner_iter=2, outer_iter=15)
    pattern = np.array([fit.seasonal[at::season].mean() for at in range(season)])
    return pattern - pattern.mean()


def seasons():
    rows = []
    for n, season, seed, shock in [(36, 12, 2, False), (75, 12, 3, True), (160, 52, 4, True)]:
        values = seasonal(n, season, seed, shock)
        pattern = adjusted(values, season)
        raw = np.round(values, 6)
        pattern = adjusted(raw, season)
        repeated = np.resize(pattern, n)
        multiplied = np.exp(np.resize(adjusted(np.log(raw), season), n))
        rows.append({"values": raw, "season": season, "added": raw - repeated,
                     "multiplied": raw / multiplied})
    return rows


def smoothing():
    """The seasonal method by statsforecast's ETS on what STL leaves."""
    from statsforecast.models import AutoETS

    rows = []
    for n, seed in [(60, 5), (84, 6), (48, 7)]:
        raw = np.round(seasonal(n, 12, seed, False), 6)
        pattern = adjusted(np.log(raw), 12)
        level = np.log(raw) - np.resize(pattern, n)
        model = AutoETS(season_length=1, model="AZN").fit(level)
        ahead = model.predict(12, level=[80, 95])
        season = np.array([pattern[(n + step) % 12] for step in range(12)])
        back = {key: np.exp(np.array(ahead[key]) + season)
                for key in ("mean", "lo-80", "hi-80", "lo-95", "hi-95")}
        rows.append({"values": raw, "season": 12, "ahead": back})
    return rows


def naive():
    """Seasonal naive by its definition, in logarithms, over two seasons."""
    raw = np.round(seasonal(24, 12, 8, False), 6)
    logs = np.log(raw)
    deviation = np.sqrt(np.mean((logs[12:] - logs[:-12]) ** 2))
    rows = []
    for step in range(15):
        middle = logs[12 + step % 12]
        spread = deviation * np.sqrt(step // 12 + 1)
        ends = stats.norm.interval([0.80, 0.95], loc=middle, scale=spread)
        rows.append({"value": np.exp(middle), "80": [np.exp(ends[0][0]), np.exp(ends[1][0])],
                     "95": [np.exp(ends[0][1]), np.exp(ends[1][1])]})
    return {"values": raw, "season": 12, "ahead": rows}


def pays():
    rng = np.random.default_rng(9)
    rows = []
    for n in (30, 31, 100, 257):
        values = np.round(rng.lognormal(11.4, 0.3, n), -2)
        ordered = np.sort(values)
        tail = 0
        while stats.binom.cdf(tail, n, 0.5) < 0.025:
            tail += 1
        rows.append({"values": values,
                     "percentiles": np.percentile(values, [10, 25, 50, 75, 90]),
                     "interval": [ordered[tail], ordered[n - tail - 1]]})
    return rows


def pay_effects():
    """The coefficient of the skill in a regression of log pay on strata."""
    rng = np.random.default_rng(10)
    rows = []
    for sizes in ([(6, 9), (3, 20), (12, 4)], [(5, 5)], [(40, 200), (10, 3), (1, 30), (8, 8)]):
        strata, ys, skills, groups = [], [], [], []
        for group, (n1, n0) in enumerate(sizes):
            level = rng.normal(11.3, 0.3)
            with_skill = np.round(np.exp(level + 0.08 + rng.normal(0, 0.15, n1)))
            without = np.round(np.exp(level + rng.normal(0, 0.15, n0)))
            strata.append({"with": with_skill, "without": without})
            ys += list(np.log(with_skill)) + list(np.log(without))
            skills += [1] * n1 + [0] * n0
            groups += [group] * (n1 + n0)
        dummies = (np.array(groups)[:, None] == np.arange(len(sizes))[None, :]).astype(float)
        fit = sm.OLS(np.array(ys), np.column_stack([skills, dummies])).fit()
        rows.append({"strata": strata, "ratio": np.exp(fit.params[0]),
                     "interval": np.exp(fit.conf_int()[0])})
    return rows


def lifts():
    """ln lift with its variance by a numerical gradient on the multinomial."""
    rows = []
    for all_, one, other, both in [(1000, 200, 300, 60), (5000, 40, 900, 25), (300, 290, 150, 148)]:
        p = np.array([both, one - both, other - both, all_ - one - other + both]) / all_

        def log_lift(q):
            q = q / q.sum()
            return np.log(q[0] / ((q[0] + q[1]) * (q[0] + q[2])))

        gradient = np.empty(4)
        for at in range(4):
            step = 1e-5 * max(p[at], 1e-3)
            up, down = p.copy(), p.copy()
            up[at] += step
            down[at] -= step
            gradient[at] = (log_lift(up) - log_lift(down)) / (2 * step)
        covariance = (np.diag(p) - np.outer(p, p)) / all_
        error = np.sqrt(gradient @ covariance @ gradient)
        middle = log_lift(p)
        rows.append({"case": [all_, one, other, both],
                     "lift": np.exp([middle, middle - Z * error, middle + Z * error])})
    return rows


def entropies():
    rows = []
    for counts in ([50, 30, 20], [400, 1, 0, 3, 90, 12], [7] * 9):
        taken = np.array([count for count in counts if count])
        n = taken.sum()
        p = taken / n
        value = stats.entropy(p) + (len(taken) - 1) / (2 * n)
        # The variance of −ln p over roles, drawn one by one.
        surprise = np.repeat(-np.log(p), taken)
        error = np.sqrt(surprise.var() / n)
        rows.append({"counts": counts, "entropy": [value, value - Z * error, value + Z * error]})
    return rows


def false_discovery():
    rng = np.random.default_rng(11)
    p_values = np.round(np.concatenate([rng.uniform(0, 1, 15), rng.uniform(0, 0.01, 6)]), 6)
    return {"p": p_values, "q": multipletests(p_values, method="fdr_bh")[1]}


def main():
    tables = {"wilson": wilson(), "shares": shares(), "katz": katz(),
              "count_ratios": count_ratios(), "trends": trends(), "seasons": seasons(),
              "smoothing": smoothing(), "naive": naive(), "pays": pays(),
              "pay_effects": pay_effects(), "lifts": lifts(), "entropies": entropies(),
              "false_discovery": false_discovery()}
    place = pathlib.Path(__file__).with_name("reference.json")
    lines = [f'{json.dumps(name)}: {json.dumps(plain(rows))}' for name, rows in tables.items()]
    place.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
