"""How much the parts of a page move while it loads, where its fonts and scripts arrive late."""

OBSERVED = """() => new Promise((resolve) => {
  const shifts = [];
  const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    shifts.push(...observer.takeRecords());
    resolve(shifts.filter((shift) => !shift.hadRecentInput).reduce((sum, shift) => sum + shift.value, 0));
  })));
})"""
PAINTED = """() => new Promise((resolve) => {
  new PerformanceObserver(() => resolve()).observe({ type: "paint", buffered: true });
})"""


def layout_shift(page, url):
    """Return the cumulative layout shift of a page whose fonts and scripts come after it was first drawn."""
    held, is_held = [], [True]

    def hold(route):
        if is_held[0]:
            held.append(route)
        else:
            route.continue_()

    page.route("**/*.woff2", hold)
    page.route("**/*.js", hold)
    page.goto(url, wait_until="commit")
    page.evaluate(PAINTED)
    is_held[0] = False
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    shift = page.evaluate(OBSERVED)
    page.unroute_all(behavior="wait")
    return shift
