import java.util.*;
import java.util.regex.*;

/** Reads the JSON of the protocol, since Java brings nothing that does. Texts and numbers stay as they are written. */
final class Json {
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[\\[\\]{}]|[^\\s\\[\\]{}:,\"]+");
    private static final Object END = new Object();

    private Json() {}

    static Map<String, Object> object(String line) { return object(read(TOKEN.matcher(line))); }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) { return (Map<String, Object>) value; }

    static List<Map<String, Object>> objects(Object value) {
        return ((List<?>) value).stream().map(Json::object).toList();
    }

    static List<String> texts(Object value) { return ((List<?>) value).stream().map(String::valueOf).toList(); }

    /** Commas and colons say nothing that brackets do not: they are passed over. */
    private static Object read(Matcher tokens) {
        tokens.find();
        String token = tokens.group();
        if (token.equals("{")) {
            Map<String, Object> found = new HashMap<>();
            for (Object key = read(tokens); key != END; key = read(tokens)) found.put((String) key, read(tokens));
            return found;
        }
        if (token.equals("[")) {
            List<Object> found = new ArrayList<>();
            for (Object one = read(tokens); one != END; one = read(tokens)) found.add(one);
            return found;
        }
        if (token.equals("}") || token.equals("]")) return END;
        return token.equals("null") ? null : token.startsWith("\"") ? token.substring(1, token.length() - 1) : token;
    }
}
