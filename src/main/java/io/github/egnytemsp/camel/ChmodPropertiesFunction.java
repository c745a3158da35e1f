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
package io.github.egnytemsp.camel;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;

import org.apache.camel.spi.PropertiesFunction;

/**
 * <code>chmod={{chmod:600}}</code>: these permissions for the files that an endpoint of Camel's file component writes,
 * where files have permissions. On Windows the option is left out, as each file would fail after it was written: there
 * a file gets the access control list of its folder.
 */
@org.apache.camel.spi.annotations.PropertiesFunction("chmod")
public final class ChmodPropertiesFunction implements PropertiesFunction {

    private final FileSystem fileSystem;

    /** For the files of this machine. */
    public ChmodPropertiesFunction() {
        this(FileSystems.getDefault());
    }

    ChmodPropertiesFunction(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /** {@return {@code chmod}} */
    @Override
    public String getName() {
        return "chmod";
    }

    /**
     * The permissions, if files have some.
     *
     * @param  permissions as the file component takes them
     * @return             the same, or null for no option
     */
    @Override
    public String apply(String permissions) {
        return fileSystem.supportedFileAttributeViews().contains("posix") ? permissions : null;
    }

    /** {@return true: the option may be left out} */
    @Override
    public boolean optional(String remainder) {
        return true;
    }
}
