/* The dense rules by hand, in plain C over a struct of arrays: what the kernel's speed is held against.

   The same arithmetic in the same order as cython_ext/rules (develop, embed, attract, sell, operate, appraise), with the
   same exact mathematics, so that the state has the same bits afterwards; dense.py compares both. `columns.h` is written
   by dense.py from the kernel's declarations: Params, Startups, Environment, Metrics, the words and the purposes of draws. */
#include "columns.h"
#include "exact.h"

typedef struct {
    uint64_t seed, run;
    int64_t month;
} Moment;

typedef struct {
    double first, second;
} Two;

EXACT double larger(double a, double b) { return a > b ? a : b; }
EXACT double smaller(double a, double b) { return a < b ? a : b; }
EXACT double clip(double x, double low, double high) { return smaller(larger(x, low), high); }
EXACT int64_t all_ones_if(int truth) { return -(int64_t)truth; }

EXACT Two draw(Moment now, int64_t who, uint32_t why) {
    PhiloxBlock b = philox((uint32_t)now.run, (uint32_t)who, (uint32_t)now.month, why << 24, now.seed);
    return (Two){unit_open(b.w0, b.w1), unit_open(b.w2, b.w3)};
}

EXACT double normal(Two u) {
    double sine, cosine;
    exact_sincos_turn(u.second, &sine, &cosine);
    return exact_sqrt(-2.0 * exact_log(u.first)) * cosine;
}

EXACT double power(double x, double exponent) { return exact_exp(exponent * exact_log(larger(x, 1e-12))); }

EXACT double depth_allowed(const Params *p, double data, int64_t breadth) {
    return (1 + p->depth_data * data) / (1 + p->focus_cost * larger(breadth - 1, 0));
}

EXACT double brand(const Params *p, double revenue, int64_t breadth) {
    return p->appeal_of_size * exact_log(larger(12 * revenue / p->usual_revenue, 1e-3) / larger(breadth, 1));
}

LOOP c_develop(const Params *p, const Startups *s, const Environment *e, const Metrics *m, Moment now, ptrdiff_t n) {
    const int64_t *restrict uid = s->uid, *restrict alive = s->live;
    const double *restrict imported = s->imported, *restrict overhead = s->overhead, *restrict rigor = s->rigor,
                 *restrict embedded = s->embedded, *restrict video = s->video;
    double *restrict capability = s->capability, *restrict owned = s->own, *restrict cost = s->cost,
           *restrict thrift = s->thrift, *restrict moe = s->moe, *restrict data = s->data;
    const double scarce = larger(1 - e->chip_parity, 0), frontier = e->frontier + p->lead_room;
    const double ground = e->open - p->rebase_gap;
    const double thriftier = smaller(p->thrift_fade / 12 * (1 + p->thrift_pull * m->cost_over_size), 1);
    INDEPENDENT
    for (ptrdiff_t i = 0; i < n; ++i) {
        const int64_t live = alive[i];
        const double have = capability[i];
        const double shortage = e->controls * imported[i] * scarce;
        const double effort = p->research_share * overhead[i] * rigor[i] / (p->frontier_spend * e->training);
        const double step = p->research_speed * power(effort, p->research_returns) * (1 - p->chips_drag * shortage);
        const double wall = frontier - p->data_wall * (1 - data[i]);
        const double chance = normal(draw(now, uid[i], RESEARCH));
        const double reached = larger(have, smaller(have + larger(step + p->research_noise * chance, 0), wall));
        const double own = reached >= ground ? owned[i] : 0;
        double best = e->cost_frontier * (1 + p->dense_cost * (1 - moe[i])) * (1 + p->video_cost * video[i]);
        best = best * (1 + p->chips_cost * shortage) * (1 - p->open_saving * (1 - own));
        capability[i] = where(live, larger(reached, ground), have);
        owned[i] = where(live, own, owned[i]);
        cost[i] = where(live, cost[i] + p->cost_follow * (best * thrift[i] - cost[i]), cost[i]);
        thrift[i] = where(live, thrift[i] + thriftier * (1 - thrift[i]), thrift[i]);
        moe[i] = where(live, moe[i] + p->moe_spread / 12 * (1 - moe[i]), moe[i]);
        data[i] = where(live, data[i] + p->data_gain / 12 * embedded[i] * (1 - data[i]), data[i]);
    }
}

LOOP c_embed(const Params *p, const Startups *s, const Environment *e, const Metrics *m, Moment now, ptrdiff_t n) {
    const int64_t *restrict alive = s->live, *restrict breadth = s->breadth, *restrict approved = s->approved;
    const double *restrict data = s->data;
    double *restrict reach = s->reach, *restrict embedded = s->embedded;
    const double speed = p->embed_speed / 12;
    INDEPENDENT
    for (ptrdiff_t i = 0; i < n; ++i) {
        const double target = depth_allowed(p, data[i], breadth[i]), acts = alive[i] ? 1.0 : 0.0;
        double total = 0, *depth = reach + i * VERTICALS;
        for (int v = 0; v < VERTICALS; ++v) {
            depth[v] += speed * (target * (double)((approved[i] >> v) & 1) - depth[v]) * acts;
            total += depth[v];
        }
        embedded[i] = where(alive[i], clip(total / larger(breadth[i], 1), 0, 2), embedded[i]);
    }
}

LOOP c_attract(const Params *p, const Startups *s, const Environment *e, const Metrics *m, Moment now, ptrdiff_t n) {
    const int64_t *restrict uid = s->uid, *restrict alive = s->live, *restrict registered = s->registered,
                  *restrict business = s->business, *restrict home = s->home, *restrict champion = s->champion,
                  *restrict breadth = s->breadth;
    const double *restrict rigor = s->rigor, *restrict embedded = s->embedded, *restrict cost = s->cost,
                 *restrict margin = s->margin, *restrict capability = s->capability, *restrict video = s->video,
                 *restrict premium = s->premium, *restrict data = s->data, *restrict revenue = s->revenue;
    double *restrict retention = s->ndr, *restrict appeal = s->appeal, *restrict fit = s->fit,
           *restrict attraction = s->attraction, *restrict keep = s->keep;
    int64_t *restrict contract = s->landed;
    INDEPENDENT
    for (ptrdiff_t i = 0; i < n; ++i) {
        const int64_t live = alive[i], open_doors = where_int(-registered[i], live, 0);
        const Two luck = draw(now, uid[i], CONTRACTS);
        const double landed = luck.first < p->contract_rate * rigor[i] * (0.5 + embedded[i]) ? 1.0 : 0.0;
        const double price = cost[i] / larger(1 - margin[i], 0.2);
        double pull = p->quality_pull * clip(capability[i] - e->open, -12, 12);
        pull -= p->price_pull * clip(price / e->price_level - 1, -1, 3);
        pull += appeal[i] + fit[i] + p->video_pull * video[i];
        pull = pull + p->reputation_pull * clip(premium[i], -1, 1) + p->procurement * champion[i];
        double target = p->ndr_base + p->ndr_depth * embedded[i] + p->ndr_data * data[i];
        target += business[i] == OUTCOME ? p->ndr_outcome : 0;
        target -= e->churn[home[i]] + (business[i] == PURE_OPEN ? p->ndr_open : 0);
        const double ndr = clip(retention[i] + p->ndr_speed / 12 * (target - retention[i]), 0.2, 2);
        const double size = larger(12 * revenue[i] / p->usual_revenue, 1e-3), off = luck.second - 0.5;
        const double tail = exact_log(larger(1.0 - 2.0 * __builtin_fabs(off), 1e-300));
        const double shock = p->sales_noise * exact_exp(-p->size_calm * exact_log(size)) * (off > 0 ? -tail : tail);
        const int64_t by_outcome = all_ones_if(business[i] == OUTCOME);
        const double lift = where(by_outcome, p->outcome_lift, 1);
        const double proved = where(by_outcome, p->roi_push / 12 * margin[i], 0);
        const double fame = appeal[i] + p->appeal_speed / 12 * (brand(p, revenue[i], breadth[i]) - appeal[i]) + proved;
        appeal[i] = where(live, fame, appeal[i]);
        fit[i] = where(live, fit[i] * (1 - p->fit_fade / 12), fit[i]);
        attraction[i] = where(open_doors, exact_exp(pull) * (1 + p->contract_lift * landed * lift), 0);
        keep[i] = where(live, exact_exp(exact_log(ndr) / 12 + clip(shock, -0.7, 0.7)), 0);
        retention[i] = where(live, ndr, retention[i]);
        contract[i] = where_int(open_doors, (int64_t)landed, 0);
    }
}

LOOP c_sell(const Params *p, const Startups *s, Environment *e, const Metrics *m, Moment now, ptrdiff_t n) {
    const int64_t *restrict live = s->live;
    const double *restrict reach = s->reach, *restrict attraction = s->attraction, *restrict keep = s->keep;
    double *restrict base = s->base, *restrict revenue = s->revenue, *restrict booked = s->booked;
    double held[VERTICALS] = {0}, pull[VERTICALS] = {0}, squeeze[VERTICALS], share[VERTICALS], stay[VERTICALS];
    double open[VERTICALS], away[VERTICALS];
    const int64_t *restrict champion = s->champion;
    const double lead = exact_exp(p->quality_pull * (e->frontier - e->open - p->lag_mean));
    const double ahead = e->foreign - e->open - p->lag_mean - p->foreign_lead;
    const double abroad = exact_exp(p->quality_pull * ahead) * (1 - e->walled);
    const double keep_rivals = exact_exp(-p->rivals_churn / 12);
    const double wall = smaller((1 - e->walled) / larger(1 - e->walled_before, 1e-9), 1);
    for (int v = 0; v < VERTICALS; ++v) {
        open[v] = (1 - e->shut[v]) * exact_exp(-e->usefulness * e->sensitivity[v]);
        away[v] = p->champion_abroad * e->abroad[v];
        stay[v] = smaller((1 - e->shut[v]) / larger(1 - e->shut_before[v], 1e-9), 1);
        e->shut_before[v] = e->shut[v];
    }
    for (ptrdiff_t i = 0; i < n; ++i) {
        if (!live[i]) continue;
        const double *sales = base + i * VERTICALS;
        const double *depth = reach + i * VERTICALS;
        for (int v = 0; v < VERTICALS; ++v) {
            held[v] += sales[v] * keep[i] * stay[v];
            pull[v] += attraction[i] * depth[v] * open[v] * (1 - champion[i] * away[v]);
        }
    }
    for (int v = 0; v < VERTICALS; ++v) {
        const double rivals = e->rivals_base[v] * keep_rivals, foreign = e->foreign_base[v] * keep_rivals * wall;
        const double total = held[v] + rivals + foreign;
        squeeze[v] = total > e->demand[v] ? e->demand[v] / total : 1;
        const double free = larger(e->demand[v] - total * squeeze[v], 0);
        const double at_home = e->rivals_pull[v] * (1 - e->foreign_share[v]) * (lead * (1 - p->self_host) + p->self_host);
        const double from_abroad = e->rivals_pull[v] * e->foreign_share[v] * abroad;
        const double drawn = pull[v] + at_home + from_abroad;
        share[v] = drawn > 0 ? free / drawn : 0;
        e->foreign_base[v] = foreign * squeeze[v] + from_abroad * share[v];
        e->rivals_base[v] = rivals * squeeze[v] + at_home * share[v];
    }
    for (ptrdiff_t i = 0; i < n; ++i) {
        if (!live[i]) continue;
        double *sales = base + i * VERTICALS, got = 0;
        const double *depth = reach + i * VERTICALS;
        for (int v = 0; v < VERTICALS; ++v) {
            const double drawn = attraction[i] * depth[v] * open[v] * (1 - champion[i] * away[v]);
            sales[v] = sales[v] * keep[i] * stay[v] * squeeze[v] + drawn * share[v];
        }
        for (int v = 0; v < VERTICALS; ++v) got += sales[v];
        booked[i] = revenue[i], revenue[i] = got;
    }
    e->walled_before = e->walled;
}

LOOP c_operate(const Params *p, const Startups *s, const Environment *e, const Metrics *m, Moment now, ptrdiff_t n) {
    const int64_t *restrict alive = s->live, *restrict fate = s->fate, *restrict business = s->business,
                  *restrict breadth = s->breadth, *restrict champion = s->champion;
    const double *restrict revenue = s->revenue, *restrict booked = s->booked, *restrict capability = s->capability,
                 *restrict data = s->data, *restrict fee = s->fee, *restrict cost = s->cost, *restrict own = s->own;
    double *restrict growth = s->growth, *restrict margin = s->margin, *restrict overhead = s->overhead,
           *restrict core = s->core, *restrict users = s->users, *restrict burn = s->burn, *restrict spent = s->spent,
           *restrict cash = s->cash, *restrict runway = s->runway, *restrict recent = s->recent;
    int64_t *restrict landed = s->landed;
    const double *usual_margin = &p->margin_api;
    INDEPENDENT
    for (ptrdiff_t i = 0; i < n; ++i) {
        const int64_t live = alive[i], asleep = all_ones_if(fate[i] == DORMANT);
        const double monthly = exact_log((revenue[i] + p->trace_revenue) / (booked[i] + p->trace_revenue));
        const double grown = clip(growth[i] + p->growth_memory * (12 * monthly - growth[i]), -3, 3);
        const double lead = clip(capability[i] - e->open, 0, 8);
        double target = usual_margin[business[i]] + p->margin_lead * lead + p->margin_data * data[i];
        target -= p->parity_erosion * (1 - data[i]) * (1 - clip(lead, 0, 1));
        target -= (1 - data[i]) * (1 - target) * (p->usual_markup / e->markup - 1);
        target += p->margin_cost * clip(exact_log(p->typical_thrift * e->cost_frontier / cost[i]), -1, 1);
        const double free = p->free_cost * users[i] / (revenue[i] + p->trace_revenue);
        target -= free * e->price_level / (p->cost_best * p->usual_markup);
        const double kept = clip(margin[i] + p->margin_speed / 12 * (target - margin[i]), -1, 0.9);
        const double gross = revenue[i] * kept;
        double compliance = (p->compliance_fixed + p->compliance_cost * breadth[i]) * e->tightness;
        const double subsidy = p->subsidy * overhead[i] * champion[i];
        const double cut = runway[i] < p->cut_runway ? 1 - p->cut : 1;
        const double hire = runway[i] > p->hire_runway ? 1 + p->hire * clip(growth[i], 0, 1.5) : 1;
        double staff = larger(overhead[i] * cut * hire, core[i]);
        double firm_core = larger(core[i], p->core_share * staff);
        firm_core *= 1 + p->training_growth / 12 * p->research_share * own[i];
        staff = where(asleep, smaller(staff, larger(0.95 * gross - compliance, 0)), staff);
        compliance = where(asleep, smaller(compliance, larger(gross, 0)), compliance);
        const double net = staff + compliance - gross - subsidy, left = cash[i] - net - fee[i];
        growth[i] = where(live, grown, growth[i]);
        margin[i] = where(live, kept, margin[i]);
        users[i] = where(live, users[i] * (1 + 0.5 * clip(monthly, -0.5, 0.5)), users[i]);
        overhead[i] = where(live, staff, overhead[i]);
        core[i] = where(live & ~asleep, firm_core, core[i]);
        burn[i] = where(live, net, 0);
        spent[i] = where(live, net + fee[i], 0);
        cash[i] = where(live, left, cash[i]);
        runway[i] = where(live, clip(left / larger(net, 1e-3), 0, 120), 0);
        recent[i] = recent[i] * (1 - 1.0 / 12);
        landed[i] = where_int(live, landed[i], 0);
    }
}

LOOP c_appraise(const Params *p, const Startups *s, const Environment *e, const Metrics *m, Moment now, ptrdiff_t n) {
    const int64_t *restrict uid = s->uid, *restrict alive = s->live, *restrict fate = s->fate,
                  *restrict breadth = s->breadth, *restrict home = s->home, *restrict approved = s->approved,
                  *restrict landed = s->landed, *restrict registered = s->registered;
    const double *restrict revenue = s->revenue, *restrict rigor = s->rigor, *restrict growth = s->growth,
                 *restrict margin = s->margin, *restrict data = s->data, *restrict embedded = s->embedded,
                 *restrict capability = s->capability, *restrict imported = s->imported, *restrict own = s->own;
    double *restrict story = s->premium, *restrict expected = s->expected, *restrict fundamental = s->fundamental,
           *restrict turbulence = s->turbulence, *restrict value = s->value, *restrict mark = s->mark,
           *restrict peak = s->peak, *restrict low = s->low, *restrict post = s->post;
    int64_t *restrict cliff = s->cliff;
    INDEPENDENT
    for (ptrdiff_t i = 0; i < n; ++i) {
        const int64_t live = alive[i];
        const Two luck = draw(now, uid[i], REPRICING);
        double f = exact_log(larger(12 * revenue[i] + p->option_revenue * rigor[i], 1e-3)) + p->anchor;
        f += p->growth_weight * clip(growth[i], -1, 1.5) + p->margin_weight * margin[i];
        f += p->moat_weight * data[i] * embedded[i] * (1 + p->licence_moat * e->regulated[home[i]]);
        f += p->stack_weight * own[i] + p->breadth_weight * smaller(breadth[i], 8) / 8.0;
        f += p->lead_weight * clip(capability[i] - e->open, -6, 6) / 12;
        f = f - p->chips_weight * e->controls * imported[i] * larger(1 - e->chip_parity, 0);
        const double miss = clip(expected[i] - growth[i], 0, 2), narrow = 1 + p->single_risk / larger(breadth[i], 1);
        const double hazard = p->cliff_hazard * miss * narrow * (1 - p->margin_shield * clip(margin[i], 0, 1));
        const int64_t fell = all_ones_if(luck.first < hazard) & live;
        const double drop = luck.second < p->cliff_deep_share ? p->cliff_deep : p->cliff_usual;
        double premium = story[i] * (1 - p->premium_fade / 12) - p->miss_weight / 12 * miss;
        const double used = clip(smaller(growth[i], expected[i]) - p->usual_growth, 0, 2) / 12;
        premium -= smaller(used, larger(premium, 0));
        const double odds = registered[i] ? p->contract_rate * rigor[i] * (0.5 + embedded[i]) : 0;
        premium += where(fell, drop, 0) + p->contract_signal * ((double)landed[i] - odds);
        double struck = 0;
        for (int v = 0; v < VERTICALS; ++v) struck += e->shut[v] * (double)((approved[i] >> v) & 1);
        const double worth = f + premium + e->mood * p->mood_weight - p->crackdown_fear * smaller(struck, 1);
        const double price = exact_exp(worth), change = worth - value[i];
        const double hoped = expected[i] + where(fell, 0.5, 1.0 / 24) * (growth[i] - expected[i]);
        fundamental[i] = where(live, f, fundamental[i]);
        story[i] = where(live, premium, story[i]);
        expected[i] = where(live, hoped, expected[i]);
        turbulence[i] += where(live, change * change, 0);
        value[i] = where(live, worth, value[i]);
        mark[i] = where(live, price, mark[i]);
        peak[i] = where(live, larger(price, peak[i]), peak[i]);
        low[i] = where(live, smaller(price, low[i]), low[i]);
        cliff[i] = where_int(fell, now.month, cliff[i]);
        post[i] = where(all_ones_if(fate[i] == LISTED), mark[i], post[i]);
    }
}
