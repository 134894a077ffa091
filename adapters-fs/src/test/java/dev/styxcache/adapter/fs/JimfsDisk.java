package dev.styxcache.adapter.fs;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;

/** A file system in memory with the attributes of a UNIX disk. */
public final class JimfsDisk {

  private JimfsDisk() {}

  /** Creates an empty file system. */
  public static FileSystem create() {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder()
            .setAttributeViews("basic", "owner", "posix", "unix")
            .build());
  }
}
