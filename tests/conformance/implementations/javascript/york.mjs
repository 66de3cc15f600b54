// York's core group guidance (1.7.1), with Working Together 2015, as a program that the oracle can be held against.
// Needs node and no package. Days stay texts: 2015-01-05 sorts as it should. A test of an attribute that was not
// recorded is null; true, false and null go through `all` as in Kleene's logic.
import { createInterface } from "node:readline";

const READINGS = { "first-day": "day-after", "due-on-closed-day": "stays", "three-months": "calendar-months",
  "six-weeks-from": "quorate-meeting", "notes-when": "two-working-days" };
const isOneOf = (name, ...wanted) => (event) => event[name] == null ? null : wanted.includes(event[name]);
const isNot = (name, unwanted) => (event) => event[name] == null ? null : event[name] !== unwanted;
const all = (one, other) => (event, trigger) => {
  const first = one(event, trigger), second = other(event, trigger);
  return first === false || second === false ? false : first === null || second === null ? null : true;
};
const always = () => true;

const plan = isOneOf("outcome", "plan"), quorate = isOneOf("judged_quorate", true);
const HELD = "core_group_held", REVIEW = "looked_after_review_held", STRATEGY = "strategy_discussion_held";
const notes = isOneOf("minute_taker", "other_professional");
const enquiries = isOneOf("outcome", "section_47"), visit = isOneOf("by", "lead_social_worker", "social_worker");
const ofMeeting = (event, trigger) => event.meeting == null ? null : event.meeting === trigger.on;
const transferred = { case_transferred: always }, gone = { ...transferred, case_closed: always };
const planEnds = { plan_discharged: always, ...gone }, careEnds = { ceased_looked_after: always, ...gone };
const dropped = { [STRATEGY]: enquiries, section_47_concluded: isOneOf("icpc_required", false), ...gone };
const coreGroup = { [HELD]: quorate }, review = { [REVIEW]: always }, seen = { child_seen: visit };
const sent = { record_distributed: all(ofMeeting, isOneOf("to", "all_members")) };
// By duty: its trigger, the time there is, what answers it, what ends it.
const DUTIES = {
  "referral-decision": ["referral_received", always, 1, "WD", { referral_decided: always }, transferred],
  "assessment": ["referral_received", always, 45, "WD", { assessment_completed: always }, gone],
  "initial-conference": [STRATEGY, all(enquiries, isOneOf("onPlan", false)), 15, "WD", { icpc_held: always }, dropped],
  "first-core-group-scheduled": ["icpc_held", plan, 0, "days", { core_group_scheduled: always }, planEnds],
  "first-core-group": ["icpc_held", plan, 10, "WD", coreGroup, planEnds],
  "core-group-interval": [HELD, quorate, 42, "days", coreGroup, planEnds],
  "first-review": ["icpc_held", plan, 3, "months", { rcpc_held: always }, planEnds],
  "later-reviews": ["rcpc_held", isOneOf("outcome", "continue"), 6, "months", { rcpc_held: always }, planEnds],
  "notes-to-social-worker": [HELD, notes, 2, "WD", { record_received: ofMeeting }, {}],
  "minutes-distributed": [HELD, always, 5, "WD", sent, {}],
  "first-looked-after-review": ["became_looked_after", always, 20, "WD", review, careEnds],
  "second-looked-after-review": [REVIEW, isOneOf("nth", 1), 3, "months", review, careEnds],
  "later-looked-after-reviews": [REVIEW, isNot("nth", 1), 6, "months", review, careEnds],
  "first-looked-after-visit": ["became_looked_after", always, 7, "days", seen, careEnds],
  "looked-after-visits": ["child_seen", all(visit, isOneOf("inCare", true)), 42, "days", seen, careEnds],
};

let duties, working, counted, known;
const DAY = 86400000, iso = (time) => new Date(time).toISOString().slice(0, 10);

// Every working day in order, and how many there are up to and with each day: counted once, when the calendar comes.
function countDays({ first, last, weekend, holidays }) {
  const closed = new Set(holidays);
  [working, counted, known] = [[], new Map(), new Map()];
  for (let time = Date.parse(first); time <= Date.parse(last); time += DAY) {
    const day = iso(time);
    if (!weekend.includes(new Date(time).getUTCDay() || 7) && !closed.has(day)) working.push(day);
    counted.set(day, working.length);
  }
}

function after(count, unit, day) {
  if (unit === "WD") return working[counted.get(day) + count - 1];
  const key = count + unit + day;
  if (!known.has(key)) known.set(key, unit === "days" ? iso(Date.parse(day) + count * DAY) : monthsAfter(count, day));
  return known.get(key);
}

function monthsAfter(count, day) {
  const [year, month, date] = day.split("-").map(Number);
  const longest = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + count, Math.min(date, longest)));
}

// Which events cannot happen where they meet the case; nothing else sees them.
function refused(kind, state, inCare) {
  if (["rcpc_held", HELD, "core_group_scheduled", "plan_discharged"].includes(kind)) return state !== "plan";
  if (kind === "icpc_held") return state === "plan";
  if (kind === "became_looked_after") return inCare;
  if (kind === REVIEW || kind === "ceased_looked_after") return !inCare;
  return state === "closed" && (kind in gone || kind === "section_47_concluded");
}

function taken(history) {
  let state = "open", certain = true, inCare = false, reviews = 0;
  const reopens = ["icpc_held", "referral_received", STRATEGY, "section_47_started"];
  return history.filter((event) => {
    const kind = event.type;
    if (refused(kind, state, inCare)) return false;
    if (kind === "icpc_held" && event.outcome !== "no_plan") [state, certain] = ["plan", event.outcome != null];
    else if (kind in gone) state = "closed";
    else if (kind === "plan_discharged" || (state === "closed" && reopens.includes(kind))) state = "open";
    if (kind === "became_looked_after") [inCare, reviews] = [true, 0];
    if (kind === "ceased_looked_after") inCare = false;
    if (kind === REVIEW) event.nth = ++reviews;
    event.onPlan = state !== "plan" ? false : certain ? true : null;
    event.inCare = inCare;
    return true;
  });
}

function verdict(answers, ends, trigger, events, due, asOf) {
  let ended = false, unsure = false, late = null;
  for (const event of events) {
    const day = event.on;
    const answer = answers[event.type]?.(event, trigger), end = ends[event.type]?.(event, trigger);
    if (answer && day <= due) return ["met", day];
    if (answer && !ended) late ??= day;
    if (end && day < due) return ["lapsed", null];
    ended ||= end === true;
    unsure ||= (answer === null && day <= due) || (end === null && day < due);
  }
  return asOf <= due ? ["pending", null] : unsure ? ["unknown", null] : ["breached", late];
}

function run({ seq, as_of: asOf, history }) {
  const events = taken(history), findings = [];
  for (const duty of duties) {
    const [kind, when, count, unit, answers, ends] = DUTIES[duty];
    events.forEach((event, place) => {
      const truth = event.type === kind && when(event, event);
      if (truth === false) return;
      const due = after(count, unit, event.on), later = events.slice(place + 1);
      const [status, done] = truth ? verdict(answers, ends, event, later, due, asOf) : ["unknown", null];
      findings.push({ duty, trigger: event.id, status, due, done });
    });
  }
  return { seq, findings };
}

function agree({ policy, readings, calendar, duties: asked }) {
  if (policy !== "york-2015" || Object.keys(READINGS).some((id) => readings[id] !== READINGS[id])) {
    return { unsupported: true, reason: "knows york-2015 only, as it is usually read" };
  }
  countDays(calendar);
  duties = asked.filter((duty) => duty in DUTIES);
  return { ok: true, duties };
}

const ANSWERS = {
  start: () => ({ ok: true, version: 1, name: "york.mjs", language: "javascript", level: "done", batch: 16 }),
  policy: agree,
  run,
  runs: ({ runs }) => ({ answers: runs.map(run) }),
  stop: () => process.exit(0),
};
createInterface({ input: process.stdin }).on("line", (line) => {
  const asked = JSON.parse(line);
  process.stdout.write(JSON.stringify(ANSWERS[asked.cmd](asked)) + "\n");
});
