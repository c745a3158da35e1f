package io.github.egnytemsp.camel.inbox;

import java.nio.file.Path;

import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * Ids in a file, the last half a million of them, all in memory too. Camel's file repository, made from a text: where routes
 * are read before the type converters are there, as in the Camel CLI, its own {@code fileStore} cannot be set.
 */
public final class RememberedIds extends FileIdempotentRepository {

    private static final int REMEMBERED = 500_000;
    private static final int BYTES_OF_AN_ID = 65;

    /** For Camel. */
    public RememberedIds() {
        // an id that is not in the cache is searched in the whole file
        setCacheSize(REMEMBERED);
        setMaxFileStoreSize((long) REMEMBERED * BYTES_OF_AN_ID);
    }

    /**
     * The file.
     *
     * @param file its path; made with its folders if it is not there
     */
    public void setFile(String file) {
        setFileStore(Path.of(file).toFile());
    }
}
