import java.util.*;
import java.util.stream.*;

/** A kind of event and the values that its attributes must have; `@on` is the day of what triggered the duty. */
record Shape(String kind, Map<String, String> wanted) {
    /** The shapes of a text, such as `icpc_held outcome=plan, child_seen`; END and OVER end a plan and a case. */
    static List<Shape> all(String text) {
        String whole = text.replace("END", "plan_discharged, OVER").replace("OVER", "case_transferred, case_closed");
        return Stream.of(whole.split(", ")).map(one -> one.split(" ")).map(words -> new Shape(words[0],
            Stream.of(words).skip(1).map(word -> word.split("=")).collect(Collectors.toMap(is -> is[0], is -> is[1]))))
            .toList();
    }

    /** "true", "false", or "unknown" where it turns on what was not recorded. */
    static String fits(List<Shape> shapes, Map<String, Object> event, Map<String, Object> trigger) {
        for (Shape one : shapes) if (one.kind.equals(event.get("type"))) return one.fits(event, trigger);
        return "false";
    }

    private String fits(Map<String, Object> event, Map<String, Object> trigger) {
        String truth = "true";
        for (var one : wanted.entrySet()) {
            Object value = event.get(one.getKey());
            Object want = one.getValue().equals("@on") ? trigger.get("on") : one.getValue();
            if (value == null) truth = "unknown";
            else if (!value.equals(want)) return "false";
        }
        return truth;
    }
}
