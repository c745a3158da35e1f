/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests as Egnyte sends them, made before the clock runs: each time only the digits of the event's number change.
 */
final class Deliveries {

    static final String PATH = "/events";
    static final String HEADER = "X-Egnyte-Msp-Token";
    static final String SECRET = "secret-of-the-bench";
    static final int USUAL_BODY = 300;

    private static final int DIGITS = 12;
    private static final String NUMBER = "0".repeat(DIGITS);
    private static final AtomicLong NEXT = new AtomicLong();

    private final byte[] template;
    private final int numberAt;
    private final String status;

    /**
     * @param secret     the value of the proving header
     * @param status     how the status of the right answer begins: platform-http answers an empty text with 204
     * @param bodyLength the length of the body in bytes; the shortest event is shorter than {@link #USUAL_BODY}
     */
    Deliveries(String secret, String status, int bodyLength) {
        String body = body(bodyLength);
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: */*\r\n"
                      + "Content-Type: application/json\r\n" + HEADER + ": " + secret + "\r\nContent-Length: "
                      + body.length() + "\r\n\r\n";
        template = (head + body).getBytes(StandardCharsets.US_ASCII);
        numberAt = head.length() + body.indexOf(NUMBER);
        this.status = status;
    }

    /** An event with the fields of a documented one, filled up with a list of more until it is long enough. */
    static String body(int length) {
        String start = "{\"event_type\":\"RESELLER_MRR_CHANGED\",\"reseller_code\":\"R-" + NUMBER
                       + "\",\"first_name\":\"Dana\",\"last_name\":\"Example\",\"email\":\"dana@msp.example\","
                       + "\"company_name\":\"MSP Example\",\"transaction_timestamp\":\"2026-11-01T10:15:30Z\","
                       + "\"event_created_by\":\"system\",\"is_event_by_staff_user\":false,\"items\":[";
        StringBuilder body = new StringBuilder(start);
        String item = "{\"name\":\"plan of 25 users\",\"users\":25,\"price\":12.5},";
        while (body.length() + item.length() + 20 < length) {
            body.append(item);
        }
        body.append('"').append("x".repeat(Math.max(0, length - body.length() - 4))).append("\"]}");
        return body.toString();
    }

    byte[] request() {
        return template.clone();
    }

    String status() {
        return status;
    }

    /** Makes a request one of an event that was never sent. */
    void renew(byte[] request) {
        Arrays.fill(request, numberAt, numberAt + DIGITS, (byte) '0');
        int at = numberAt + DIGITS;
        for (long number = NEXT.incrementAndGet(); number > 0; number /= 10) {
            request[--at] = (byte) ('0' + number % 10);
        }
    }
}
