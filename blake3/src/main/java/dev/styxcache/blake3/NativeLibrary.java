package dev.styxcache.blake3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file of a native library. It lies in {@code META-INF/native} beside the jar of the
 * class that loads it, or in the folder of classes, or in {@code lib} of the Java runtime (an image
 * of jlink); otherwise it is unpacked from the jar into a folder that only this user can access,
 * below the user's cache directory. Never uses the directory for temporary files.
 *
 * <p>A file beside the jar is used only if the jar's owner owns it and nobody else can write to it,
 * because the jar may lie in a folder where others can add files.
 *
 * <p>The class that needs the library loads it, since Java binds a library to the class loader of
 * the class that calls {@link System#load}, and asks whether that class's module may use native
 * code.
 */
public final class NativeLibrary {

  /** System property: {@code off}, or nothing. */
  static final String SWITCH = "dev.styxcache.native";

  /** First version of Java that prints a warning when native code is not enabled. */
  private static final int FIRST_TO_WARN = 24;

  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int ACCESSIBLE_BY_OTHERS = 077;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private NativeLibrary() {}

  /**
   * Finds a library.
   *
   * @param user the class that will load it
   * @param name the library's name, without prefix and suffix
   * @return an absolute path, for {@link System#load}
   * @throws IOException if there is none or it must not be loaded; the message says why
   */
  public static Path find(Class<?> user, String name) throws IOException {
    if (System.getProperty(SWITCH, "").equals("off")) {
      throw new IOException("native code is switched off by -D" + SWITCH + "=off");
    }
    requireAccess(user.getModule());
    String file = System.mapLibraryName(name);
    String resource = "/META-INF/native/" + platform() + "/" + file;
    Optional<Path> there = installed(user, file, resource);
    return there.isPresent() ? there.get() : unpacked(name, file, content(user, resource));
  }

  /**
   * Refuses where loading would make Java print a warning, which is not ours to print into the
   * standard error of a program that uses the library.
   */
  private static void requireAccess(Module module) throws IOException {
    if (Runtime.version().feature() < FIRST_TO_WARN) {
      return;
    }
    boolean enabled;
    try {
      enabled = (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
    } catch (ReflectiveOperationException e) {
      throw new IOException("this Java does not tell whether native code is enabled", e);
    }
    if (!enabled) {
      throw new IOException(
          "native code is not enabled; start Java with --enable-native-access="
              + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
    }
  }

  /** The operating system and processor, as the build names them. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return (system.startsWith("mac") ? "mac" : system.replace(' ', '-'))
        + "-"
        + (processor.equals("amd64") ? "x86_64" : processor);
  }

  private static Optional<Path> installed(Class<?> user, String file, String resource)
      throws IOException {
    CodeSource source = user.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    URI location;
    try {
      location = source.getLocation().toURI();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    if ("jrt".equals(location.getScheme())) {
      Path runtime = Path.of(System.getProperty("java.home"), "lib");
      return usable(runtime.resolve(file), runtime);
    } else if (!"file".equals(location.getScheme())) {
      return Optional.empty();
    }
    Path jar = Path.of(location).toAbsolutePath();
    Path folder = Files.isDirectory(jar) ? jar : jar.resolveSibling("");
    return usable(folder.resolve(resource.substring(1)), jar);
  }

  private static Optional<Path> usable(Path library, Path jar) throws IOException {
    if (!Files.isRegularFile(library)) {
      return Optional.empty();
    }
    return owner(library) == owner(jar) && (mode(library) & WRITABLE_BY_OTHERS) == 0
        ? Optional.of(library)
        : Optional.empty();
  }

  private static byte[] content(Class<?> user, String resource) throws IOException {
    try (InputStream stream = user.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException(
            "the jar has no native code for "
                + platform()
                + "; it was built without a C compiler, or for another machine");
      }
      return stream.readAllBytes();
    }
  }

  /** Unpacks a library, unless that was done before. */
  private static Path unpacked(String name, String file, byte[] content) throws IOException {
    Path folder = privateFolder();
    CRC32 crc = new CRC32();
    crc.update(content);
    Path library =
        folder.resolve(
            name
                + "-"
                + Long.toHexString(crc.getValue())
                + "-"
                + content.length
                + file.substring(file.lastIndexOf('.')));
    Path fresh = Files.createTempFile(folder, name, ".new", attribute());
    try {
      if (owner(fresh) != owner(folder) || (mode(folder) & ACCESSIBLE_BY_OTHERS) != 0) {
        throw new IOException(
            "cannot unpack native code into "
                + folder
                + ": others can write to it; make it yours, with mode 0700");
      }
      // The whole content is compared, since this process might not be the one that wrote it.
      if (!isThere(library, content)) {
        Files.write(fresh, content);
        Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
    return library;
  }

  private static boolean isThere(Path library, byte[] content) throws IOException {
    return Files.isRegularFile(library)
        && Files.size(library) == content.length
        && Arrays.equals(Files.readAllBytes(library), content);
  }

  private static Path privateFolder() throws IOException {
    String home = System.getenv("XDG_CACHE_HOME");
    Path caches =
        home != null && home.startsWith("/")
            ? Path.of(home)
            : Path.of(System.getProperty("user.home"), ".cache");
    Path own = Files.createDirectories(caches.resolve("styxcache"));
    try {
      return Files.createDirectory(own.resolve("native"), attribute());
    } catch (FileAlreadyExistsException e) {
      return own.resolve("native");
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> attribute() {
    return PosixFilePermissions.asFileAttribute(PRIVATE);
  }

  private static int owner(Path file) throws IOException {
    return number(file, "unix:uid", "uid");
  }

  private static int mode(Path file) throws IOException {
    return number(file, "unix:mode", "mode");
  }

  private static int number(Path file, String attribute, String key) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, attribute);
    @Nullable Object value = attributes.get(key);
    if (value instanceof Integer number) {
      return number;
    }
    throw new IOException("the file system does not tell " + key + " of " + file);
  }
}
