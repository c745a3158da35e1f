package io.github.egnytemsp.camel.simulator;

/** The error answers of the control addresses: {@code {"error":"..."}}. */
final class ControlErrors {

    private ControlErrors() {
    }

    static Answer of(int status, String message) {
        return Answer.json(status, Json.object().put("error", message + "; GET " + ControlHelp.PATH + " tells what is possible"));
    }

    static Refusal refusal(int status, String message) {
        return new Refusal(of(status, message));
    }
}
