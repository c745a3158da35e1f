package io.github.egnytemsp.camel.client;

import java.io.IOException;

/** The answer has no end, or one that is too far away. */
final class AnswerTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    AnswerTooLongException(int longest) {
        super("The answer has more than " + longest + " bytes");
    }
}
