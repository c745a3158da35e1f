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

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.InboxInspection;
import io.github.egnytemsp.camel.inbox.InboxStatus;
import io.github.egnytemsp.camel.model.LogText;

/** Whether the inbox's database can be used, and what waits in it. */
final class DatabaseCheck implements Check {

    private final InboxInspection database;
    private final String url;
    private volatile Set<String> remembered = Set.of();

    /**
     * @param database looks without changing it
     * @param url      its address
     */
    DatabaseCheck(InboxInspection database, String url) {
        this.database = database;
        this.url = url;
    }

    @Override
    public String name() {
        return "database";
    }

    /** What the product remembers there, once it was looked at. */
    Set<String> remembered() {
        return remembered;
    }

    @Override
    public void run(Lines lines) {
        if (PlainText.isDatabase(url)) {
            lines.note("Password and events may be sent without TLS: add ?sslmode=verify-full to inbox.url.");
        }
        Path file = database.file();
        if (file != null && !Files.exists(file)) {
            newFile(lines, file);
            return;
        }
        try {
            InboxInspection.Result found = database.look();
            remembered = found.remembered();
            tell(lines, found);
        } catch (SQLException e) {
            lines.wrong(
                    file != null ? file + " cannot be read: " + e.getMessage() : database.databaseName() + ": " + reason(e));
        }
    }

    private static void newFile(Lines lines, Path file) {
        Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder != null && Files.isDirectory(folder) && Files.isWritable(folder)) {
            lines.ok("It does not exist yet. The start creates it: " + file + ".");
        } else {
            lines.wrong(
                    file + " cannot be created: " + folder + " is not a folder that this user can write to. See inbox.url.");
        }
    }

    private void tell(Lines lines, InboxInspection.Result found) {
        String where = database.databaseName();
        if (found.version() > found.newest()) {
            lines.wrong(where + " has tables of version " + found.version() + ", and this release knows " + found.newest()
                        + ". Start the newer release, or set another inbox.url.");
        } else if (!found.mayWrite()) {
            lines.wrong(where + (found.version() == 0
                    ? ": this user may not create the tables. Let a user with the right to create tables run postgresql.sql "
                      + "of the jar, or grant it."
                    : ": this user may only read. Check the owner of the file, or grant insert, update and delete."));
        } else if (found.version() == 0) {
            lines.ok(where + " can be reached. The start creates the tables.");
        } else {
            lines.ok(where + ", tables of version " + found.version() + ". " + events(found.status()));
            found.status().subscriptions().forEach((name, backlog) -> subscription(lines.of("events of " + name), backlog));
        }
    }

    private static String events(InboxStatus status) {
        long waiting = status.subscriptions().values().stream().mapToLong(each -> each.waiting() + each.running()).sum();
        long failed = status.subscriptions().values().stream().mapToLong(Backlog::failed).sum();
        return status.lastStored() == null
                ? "It has no event yet." : waiting + " waiting, " + failed + " failed, last event " + status.lastStored() + ".";
    }

    private static void subscription(Lines lines, Backlog backlog) {
        if (backlog.failed() > 0) {
            lines.note(backlog.failed() + " failed for good. See them on the operator's page, and replay them.");
        }
        if (backlog.isFailing() && backlog.waiting() + backlog.running() > 0) {
            lines.note(LogText.count(backlog.waiting() + backlog.running(), "event waits", "events wait")
                       + ", and the last try failed: " + backlog.lastError());
        }
        if (backlog.paused()) {
            lines.note("Paused, " + backlog.waiting() + " wait. Resume it on the operator's page.");
        }
    }

    /** What PostgreSQL refuses, by its codes. */
    private static String reason(SQLException e) {
        String network = Reasons.network(e);
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "28P01" -> "The password is wrong: see inbox.user and inbox.password.";
            case "28000" -> "The server does not let inbox.user in: see its pg_hba.conf. " + e.getMessage();
            case "3D000" -> "There is no such database: create it, or correct inbox.url.";
            case "53300" -> "The server has no connection left.";
            case "08001", "08004", "08006" -> network != null ? network : "There is no connection: " + e.getMessage();
            default -> e.getMessage() + " (" + state + ")";
        };
    }
}
