package io.github.egnytemsp.camel.model;

/** Text from outside in a line of the log: one line, of a bounded length, with nothing in it that a terminal obeys. */
public final class LogText {

    private static final int LONGEST = 200;

    private LogText() {
    }

    /**
     * Makes a text fit for a line of the log.
     *
     * @param  text any text, or null
     * @return      the text with control characters, line separators and characters of writing direction as {@code \\uXXXX}, cut
     *              after 200 characters; null for null
     */
    public static String of(String text) {
        if (text == null || text.length() <= LONGEST && text.codePoints().noneMatch(LogText::isUnseen)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (isUnseen(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        int all = text.codePointCount(0, text.length());
        return all > LONGEST ? line.append("... (").append(all).append(" characters)").toString() : line.toString();
    }

    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE;
    }
}
