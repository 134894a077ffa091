package dev.styxcache.adapter.fs;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;

/** A file system in memory that has what a UNIX disk has. */
public final class JimfsDisk {

  private JimfsDisk() {}

  /** A new and empty one. */
  public static FileSystem create() {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder()
            .setAttributeViews("basic", "owner", "posix", "unix")
            .build());
  }
}
