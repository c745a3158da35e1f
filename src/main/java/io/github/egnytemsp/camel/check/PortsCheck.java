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
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Whether a port can be listened at, or is by a running instance. */
final class PortsCheck implements Check {

    private final String name;
    private final Listener listener;
    private final Running running;
    private final List<Listener> others;

    /**
     * Where the product listens.
     *
     * @param host        the address
     * @param port        the port
     * @param hostSetting the setting of the address
     * @param portSetting the setting of the port
     * @param plain       whether requests come there without TLS and without a login
     */
    record Listener(String host, int port, String hostSetting, String portSetting, boolean plain) {

        /** Whether only one of both can listen. */
        boolean excludes(Listener other) {
            return port == other.port && port != 0 && !portSetting.equals(other.portSetting)
                    && (host.equals(other.host) || isWildcard(host) || isWildcard(other.host));
        }

        private static boolean isWildcard(String host) {
            return host.equals("0.0.0.0") || host.equals("::");
        }

        /** The address at which it can be asked from this machine. */
        URI asked() {
            String asked = isWildcard(host) ? "127.0.0.1" : host;
            return URI.create("http://" + (asked.contains(":") ? "[" + asked + "]" : asked) + ":" + port);
        }
    }

    /** Asks what listens at a port. */
    interface Running {

        /** Whether it is this product. */
        boolean isOurs(URI address);
    }

    /**
     * @param name     what listens there
     * @param listener where
     * @param running  tells a running instance from another program
     * @param others   the listeners that were looked at; this one is added
     */
    PortsCheck(String name, Listener listener, Running running, List<Listener> others) {
        this.others = others;
        this.name = name;
        this.listener = listener;
        this.running = running;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(Lines lines) throws IOException {
        String where = "Port " + listener.port() + " of " + listener.host();
        Optional<Listener> same = others.stream().filter(listener::excludes).findFirst();
        others.add(listener);
        if (same.isPresent()) {
            lines.wrong(
                    where + " is that of " + same.get().portSetting() + ", too. Set another " + listener.portSetting() + ".");
            return;
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(listener.host());
        } catch (UnknownHostException e) {
            lines.wrong(
                    listener.hostSetting() + "=" + Settings.quoted(listener.host(), listener.host())
                        + " is not an address of this machine: the name is not found.");
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, listener.port()));
        } catch (BindException e) {
            taken(lines, where, address, e);
            return;
        }
        lines.ok(where + " is free.");
        warn(lines, address);
    }

    private void taken(Lines lines, String where, InetAddress address, BindException e) throws IOException {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Permission denied")) {
            lines.wrong(where + " may not be used by " + System.getProperty("user.name") + ": set " + listener.portSetting()
                        + " to one above 1023, behind a reverse proxy.");
        } else if (!isOfThisMachine(address)) {
            lines.wrong(listener.hostSetting() + "=" + Settings.quoted(listener.host(), listener.host())
                        + " is not an address of this machine.");
        } else if (running.isOurs(listener.asked())) {
            lines.ok(where + " is in use: this product runs already.");
            warn(lines, address);
        } else {
            lines.wrong(where + " is taken by another program. Stop it, or set " + listener.portSetting() + ".");
        }
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try (ServerSocket any = new ServerSocket()) {
            any.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void warn(Lines lines, InetAddress address) {
        if (listener.plain() && !address.isLoopbackAddress()) {
            lines.note(listener.hostSetting() + "=" + listener.host() + ": others can reach this port over plain HTTP, and the"
                       + " webhook's secret can be read on the way. Let a reverse proxy with TLS be the only one that does.");
        }
    }
}
