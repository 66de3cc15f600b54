import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.stream.*;

/** Brent's core group policy of 2014, with Working Together 2013: a program that the oracle can be held against.
 *  Directions and delays it does not know, and says so. Days, numbers and texts stay as JSON writes them. */
public final class Brent {
    record Duty(String id, List<Shape> when, String within, List<Shape> answers, List<Shape> ends) {}

    // The duty; what triggers it; how long there is; what answers it; what ends it.
    static final Map<String, Duty> DUTIES = """
        first-core-group-scheduled; icpc_held outcome=plan; 0 days; core_group_scheduled; END
        first-core-group; icpc_held outcome=plan; 10 workdays; core_group_held quorate=true; END
        core-group-interval; core_group_held quorate=true; 42 days; core_group_held quorate=true; END
        core-group-after-review; rcpc_held outcome=continue; 10 days; core_group_held quorate=true; END
        tac-after-discharge; plan_discharged; 10 days; tac_held; icpc_held outcome=plan, OVER
        minutes-distributed; core_group_held; 5 workdays; record_distributed meeting=@on; nothing
        child-seen; icpc_held outcome=plan, child_seen on_plan=true; 10 workdays; child_seen; END
        first-review; icpc_held outcome=plan; 3 months; rcpc_held; END
        later-reviews; rcpc_held outcome=continue; 6 months; rcpc_held; END
        """.lines().map(row -> row.split("; ")).map(row -> new Duty(row[0], Shape.all(row[1]), row[2],
            Shape.all(row[3]), Shape.all(row[4]))).collect(Collectors.toMap(Duty::id, duty -> duty));
    static final List<String> READINGS = List.of("day-after", "stays", "calendar-days", "calendar-months",
        "quorate-meeting", "agencies", "meeting");
    static final Map<String, String> UNKNOWN = Map.of("chair_direction_given", "directions of the conference chair",
        "core_group_delay_authorised", "delays that the line manager authorises");
    static final Set<String> ON_PLAN = Set.of("rcpc_held", "core_group_held", "core_group_scheduled",
        "plan_discharged");
    static final Set<String> REOPENS = Set.of("referral_received", "strategy_discussion_held", "section_47_started");
    static final String START = "{\"ok\": true, \"version\": 1, \"name\": \"Brent.java\", \"language\": \"java\", "
        + "\"level\": \"done\", \"batch\": 16}";
    static Days days;
    static List<String> agreed = List.of();

    static String agree(Map<String, Object> asked) {
        Collection<Object> readings = Json.object(asked.get("readings")).values();
        if (!asked.get("policy").equals("brent-2014") || !readings.containsAll(READINGS))
            return "{\"unsupported\": true, \"reason\": \"knows brent-2014 only, as it is usually read\"}";
        days = new Days(Json.object(asked.get("calendar")));
        agreed = Json.texts(asked.get("duties")).stream().filter(DUTIES::containsKey).toList();
        return "{\"ok\": true, \"duties\": [\"" + String.join("\", \"", agreed) + "\"]}";
    }

    /** How many agencies there are beside the children's service; -1 where it was not recorded. */
    static long others(Object agencies) {
        if (agencies == null) return -1;
        return Json.texts(agencies).stream().filter(one -> !one.equals("children_services")).distinct().count();
    }

    /** Two other agencies, or one where only one is involved; null where that turns on what was not recorded. */
    static String quorate(long there, long involved) {
        return there < 0 || (there == 1 && involved < 0) ? null : "" + (there >= 2 || (there == 1 && involved <= 1));
    }

    /** The events that can happen where they meet the case, with what the duties ask about it. */
    static List<Map<String, Object>> taken(List<Map<String, Object>> history) {
        List<Map<String, Object>> taken = new ArrayList<>();
        String state = "open", certain = "true";
        long involved = -1;
        for (Map<String, Object> event : history) {
            String kind = (String) event.get("type"), outcome = (String) event.get("outcome");
            boolean over = kind.equals("case_closed") || kind.equals("case_transferred");
            if (state.equals("plan") ? kind.equals("icpc_held") : ON_PLAN.contains(kind)) continue;
            if (kind.equals("tac_held") && !state.equals("stepped down") || over && state.equals("closed")) continue;
            if (kind.equals("icpc_held") && !"no_plan".equals(outcome)) {
                state = "plan";
                certain = outcome == null ? null : "true";
                involved = others(event.get("agencies_involved"));
            } else if (over) state = "closed";
            else if (kind.equals("plan_discharged")) state = "stepped down";
            else if (state.equals("closed") && (REOPENS.contains(kind) || kind.equals("icpc_held"))) state = "open";
            else if (state.equals("stepped down") && kind.equals("child_in_need_ended")) state = "open";
            event.put("on_plan", state.equals("plan") ? certain : "false");
            event.put("quorate", quorate(others(event.get("agencies_present")), involved));
            taken.add(event);
        }
        return taken;
    }

    /** The status, with the day on which it was done, as they come in the answer. */
    static String verdict(Duty duty, Map<String, Object> trigger, List<Map<String, Object>> later, String due,
        String at) {
        boolean ended = false, unsure = false;
        String late = null;
        for (Map<String, Object> event : later) {
            String day = (String) event.get("on"), answer = Shape.fits(duty.answers, event, trigger);
            String end = Shape.fits(duty.ends, event, trigger);
            boolean before = day.compareTo(due) < 0, inTime = day.compareTo(due) <= 0;
            if (answer.equals("true") && inTime) return "met\", \"done\": \"" + day;
            if (answer.equals("true") && !ended && late == null) late = day;
            if (end.equals("true") && before) return "lapsed";
            ended |= end.equals("true");
            unsure |= answer.equals("unknown") && inTime || end.equals("unknown") && before;
        }
        if (at.compareTo(due) <= 0) return "pending";
        return unsure ? "unknown" : late == null ? "breached" : "breached\", \"done\": \"" + late;
    }

    static String run(Map<String, Object> asked) {
        List<Map<String, Object>> history = Json.objects(asked.get("history")), events = taken(history);
        String head = "{\"seq\": " + asked.get("seq"), at = (String) asked.get("as_of");
        var unknown = history.stream().map(event -> event.get("type")).filter(UNKNOWN::containsKey).findFirst();
        if (unknown.isPresent())
            return head + ", \"skipped\": true, \"reason\": \"does not know " + UNKNOWN.get(unknown.get()) + "\"}";
        List<String> found = new ArrayList<>();
        for (Duty duty : agreed.stream().map(DUTIES::get).toList())
            for (int place = 0; place < events.size(); place++) {
                Map<String, Object> event = events.get(place);
                String truth = Shape.fits(duty.when, event, event);
                if (truth.equals("false")) continue;
                String due = days.after(duty.within, (String) event.get("on"));
                var later = events.subList(place + 1, events.size());
                String verdict = truth.equals("true") ? verdict(duty, event, later, due, at) : truth;
                found.add("{\"duty\": \"" + duty.id + "\", \"trigger\": \"" + event.get("id") + "\", \"due\": \"" + due
                    + "\", \"status\": \"" + verdict + "\"}");
            }
        return head + ", \"findings\": [" + String.join(", ", found) + "]}";
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> asked = Json.object(line);
            switch ((String) asked.get("cmd")) {
                case "start" -> out.println(START);
                case "policy" -> out.println(agree(asked));
                case "run" -> out.println(run(asked));
                case "runs" -> out.println(Json.objects(asked.get("runs")).stream().map(Brent::run)
                    .collect(Collectors.joining(", ", "{\"answers\": [", "]}")));
                default -> { return; }
            }
            out.flush();
        }
    }
}
