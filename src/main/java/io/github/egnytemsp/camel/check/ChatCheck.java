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
package io.github.egnytemsp.camel.check;

import java.io.IOException;
import java.net.URI;

/** Whether the server of a chat channel can be reached. No message is sent, so that its address may still be wrong. */
final class ChatCheck implements Check {

    private final Settings settings;
    private final String channel;
    private final TlsPeer peer;

    /**
     * @param settings the channel's address
     * @param channel  what its settings begin with, such as {@code chat.1}
     * @param peer     connects with the product's TLS
     */
    ChatCheck(Settings settings, String channel, TlsPeer peer) {
        this.settings = settings;
        this.channel = channel;
        this.peer = peer;
    }

    @Override
    public String name() {
        return channel;
    }

    @Override
    public void run(Lines lines) {
        if (!settings.isOn(channel + ".enabled")) {
            lines.off(channel + ".enabled=false");
            return;
        }
        URI address;
        try {
            address = URI.create(settings.get(channel + ".secret"));
        } catch (IllegalArgumentException e) {
            // its message holds the address
            address = URI.create("none");
        }
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
            lines.wrong(channel + ".secret must be the address of the channel's webhook.");
            return;
        }
        try {
            peer.connect(address);
            lines.ok(address.getHost() + " can be reached. Whether the channel is right shows the first message.");
        } catch (IOException e) {
            lines.wrong(address.getHost() + ": " + Reasons.of(e));
        }
    }
}
