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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints which libraries of the distribution have newer versions, from what two plugins of Maven have written. */
public final class OutOfDate {

    private static final Pattern LIBRARY = Pattern.compile("([\\w.-]+:[\\w.-]+):jar:(?:[\\w.-]+:)?([\\w.-]+):(?:compile|runtime)");
    // the plugin breaks long lines behind the dots
    private static final Pattern UPDATE = Pattern.compile("([\\w.-]+:[\\w.-]+) \\.+\\s+([\\w.-]+) -> ([\\w.-]+)");

    private OutOfDate() {
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Map<String, String> libraries = new TreeMap<>();
        Matcher library = LIBRARY.matcher(Files.readString(folder.resolve("libraries.txt")));
        while (library.find()) {
            libraries.put(library.group(1), library.group(2));
        }
        String text = Files.readString(folder.resolve("updates.txt"));
        TreeSet<String> newer = new TreeSet<>();
        Matcher update = UPDATE.matcher(text);
        while (update.find()) {
            if (update.group(2).equals(libraries.get(update.group(1)))) {
                newer.add("%-60s %s -> %s".formatted(update.group(1), update.group(2), update.group(3)));
            }
        }
        System.out.println(libraries.size() + " libraries are in the distribution.");
        if (newer.isEmpty()) {
            System.out.println("Of those that the project names itself, no newer version was found."
                               + " Without a network (mvn -o) none can be found.");
        } else {
            System.out.println("Of those that the project names itself, these have newer versions,"
                               + " as far as the repository that Maven asked knows:");
            newer.forEach(line -> System.out.println("  " + line));
        }
        System.out.println("Those that come along with others were not looked up.");
        System.out.println("Known holes were not looked up: that needs a database. src/main/docs/versions.md tells how.");
    }
}
