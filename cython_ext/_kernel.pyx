"""The door between Python and the rules; the only Cython that knows of Python."""

import numpy as np
from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

from draws cimport CELL, PhiloxBlock, Purpose, philox, uniform
from draws cimport PARAMETER as FOR_PARAMETER
from params cimport Params
from outlook cimport Environment, Metrics
from state cimport Acquirers, Deal, Investors, Key, Regulators, Startups
from state cimport World as WorldC
from variates cimport CHOICE, LOGNORMAL, NORMAL, UNIFORM, Shape, exact_exp as c_exp, exact_log as c_log, exact_probit as c_probit
from variates cimport exact_sincos_turn as c_sincos_turn, quantile
from rules.founding cimport found
from deals cimport fold
from words cimport PYTHON_RULE, SOUND

include "schema.pxi"
include "month.pxi"

KINDS = ("startups", "investors", "acquirers", "regulators", "market")
SHAPES = ("constant", "uniform", "normal", "lognormal", "loguniform", "triangular", "pareto", "choice")

SCHEDULE = tuple((MONTH[k].chapter, KINDS[<int>MONTH[k].kind], MONTH[k].name.decode()) for k in range(N_PHASES))
FAULTS = ("sound", "a metric is not a number", "no room for another entrant", "a stake is negative",
          "a rule written in Python raised")

include "world.pxi"
include "cells.pxi"
include "steps.pxi"
include "digest.pxi"
include "runs.pxi"
include "probes.pxi"
