"""The diary: how long its predictions take, and how they do on people that laws made, beside the ways of others."""

from .inside import probe
from .processes import Series
from .row import Row, microseconds

LIMIT = 5_000  # microseconds, for anything worked out of ten years of daily entries
TIMED = (
    ("prediction", "next periods, ovulation and fertile window from ten years of daily entries"),
    ("waiting", "… while she waits on day 100 and more"),
    ("past", "… what would have been said of each of the last 24 starts"),
    ("figures", "… lengths, phases, and symptoms by phase of every day"),
)
# They know of starts that were not logged, as ours does; the others are what products show.
KNOWING = {"poissonWithSkips", "generalizedPoissonWithSkips"}


def cycle(plan):
    rounds, people = (20, 30) if plan.runs == 1 else (200, 150)
    answers = [probe(plan, "cycle", str(rounds), str(people)) for _ in range(plan.runs)]
    for name, what in TIMED:
        times = Series(answer["timings"][name] for answer in answers)
        yield Row(
            f"diary: {what}" if not what.startswith("…") else what, "99th percentile < 5 ms",
            times.text(microseconds), "limit 5 ms", f"{times.median / LIMIT:.2f} of the limit", times.median < LIMIT,
        )
    # Deterministic: every run has the same figures.
    for law in answers[0]["laws"]:
        yield calibration(law)


def calibration(law):
    """Errors in days with all starts logged → with 8% of them forgotten."""
    usual = [entry for entry in law["baselines"] if entry["name"] not in KNOWING]
    best = min(usual, key=lambda entry: entry["forgotten"])
    others = ", ".join(f"{entry['name']} {entry['mae']:.2f} → {entry['forgotten']:.2f}" for entry in law["baselines"])
    ovulation = ""
    if "ovulation" in law:
        ours, theirs = law["ovulation"]["mae"], law["ovulation"]["lengthLess14"]
        ovulation = f"; ovulation {ours:.2f} (length − 14: {theirs:.2f})"
    return Row(
        f"next period of simulated people, {law['law']} ({law['targets']:,} cycles): mean error in days, all starts "
        "logged → 8% forgotten",
        "with 8% forgotten no worse than any usual way; 72% to 92% inside the 80% interval",
        f"{law['mae']:.2f} → {law['forgotten']:.2f}; {law['coverage80']:.0%} inside {law['width80']:.1f} days, "
        f"CRPS {law['crps']:.2f}{ovulation}",
        others, f"{law['forgotten'] / best['forgotten']:.2f} of {best['name']}",
        law["forgotten"] <= best["forgotten"] and 0.72 <= law["coverage80"] <= 0.92,
    )
