import java.time.LocalDate;
import java.util.*;

/** On which day a period ends; working days are counted once, when the calendar comes. */
final class Days {
    private final List<String> working = new ArrayList<>();
    private final Map<String, Integer> counted = new HashMap<>(); // the working days up to and with a day

    Days(Map<String, Object> sent) {
        Set<String> holidays = Set.copyOf(Json.texts(sent.get("holidays")));
        Set<String> weekend = Set.copyOf(Json.texts(sent.get("weekend")));
        LocalDate last = LocalDate.parse((String) sent.get("last"));
        LocalDate.parse((String) sent.get("first")).datesUntil(last.plusDays(1)).forEach(day -> {
            boolean rests = weekend.contains("" + day.getDayOfWeek().getValue()) || holidays.contains("" + day);
            if (!rests) working.add("" + day);
            counted.put("" + day, working.size());
        });
    }

    /** The last day of a period such as `10 workdays` that begins after `day`. */
    String after(String period, String day) {
        String[] words = period.split(" ");
        int count = Integer.parseInt(words[0]);
        if (words[1].equals("workdays")) return working.get(counted.get(day) + count - 1);
        LocalDate from = LocalDate.parse(day);
        return "" + (words[1].equals("days") ? from.plusDays(count) : from.plusMonths(count));
    }
}
