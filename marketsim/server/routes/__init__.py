"""What can be asked, an address a function: they read the question, ask the library, and hand out plain data."""

from marketsim.server.routes import about, figures, futures, jobs, runs, scenarios, sweeps

ROUTES = tuple(routes.api for routes in (scenarios, runs, futures, figures, jobs, sweeps, about))
