package dev.styxcache.adapter.fs.export;

import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.TreeCopy.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Selects the members that an export of certain outputs consists of. A link stays a link if what it
 * leads to is exported too, or if it leads nowhere. If it leads to another output, which is not
 * exported, a copy of that takes its place; so no exported link leads back into the cache. For one
 * thread.
 */
final class ExportPlan {

  /** Permission bits of folders that are not known. */
  static final int PARENT_MODE = 0755;

  private final Path directory;
  private final Map<Path, Member> all = new LinkedHashMap<>();
  private final TreeIndex index;
  private final List<Member> planned = new ArrayList<>();

  private ExportPlan(Path directory, List<Member> members) throws IOException {
    this.directory = directory;
    LinkCheck check =
        new LinkCheck(
            index(members),
            Set.copyOf(List.of(directory.toString(), directory.toRealPath().toString())));
    for (Member member : members) {
      all.put(member.path(), member instanceof Member.Link link ? movable(link, check) : member);
    }
    this.index = index(all.values());
  }

  /**
   * Plans an export.
   *
   * @param directory the directory with the outputs
   * @param members all that is in it, each folder before its own members
   * @param names the outputs to export; empty for all
   * @return what is copied, each folder before its own members
   * @throws IOException if the directory cannot be read
   */
  static List<Member> of(Path directory, List<Member> members, List<String> names)
      throws IOException {
    ExportPlan plan = new ExportPlan(directory, members);
    Map<Path, Member> selected = names.isEmpty() ? plan.all : plan.select(names);
    TreeIndex exported = index(selected.values());
    for (Member member : selected.values()) {
      String path = text(member.path());
      if (member instanceof Member.Link && !exported.holds(path) && plan.index.holds(path)) {
        plan.addCopy(member.path(), member.path(), new ArrayDeque<>());
      } else {
        plan.planned.add(member);
      }
    }
    for (String name : names) {
      Path path = directory.getFileSystem().getPath(name).normalize();
      // It is reached through a link. What no link leads to is not of this run.
      if (!selected.containsKey(path)
          && (plan.index.holds(text(path)) || !Files.exists(directory.resolve(path)))) {
        plan.addCopy(path, path, new ArrayDeque<>());
      }
    }
    return plan.planned;
  }

  private static TreeIndex index(Collection<Member> members) {
    List<String> files = new ArrayList<>();
    List<TreeRecord.Folder> folders = new ArrayList<>();
    List<TreeRecord.Link> links = new ArrayList<>();
    for (Member member : members) {
      if (member instanceof Member.File file) {
        files.add(text(file.path()));
      } else if (member instanceof Member.Link link) {
        links.add(record(link));
      } else {
        folders.add(new TreeRecord.Folder(text(member.path()), PARENT_MODE));
      }
    }
    return TreeIndex.of(files, folders, links);
  }

  private static TreeRecord.Link record(Member.Link link) {
    return new TreeRecord.Link(text(link.path()), text(link.target()));
  }

  private static String text(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** The link as it leads to the same place from elsewhere. */
  private Member.Link movable(Member.Link link, LinkCheck check) {
    TreeRecord.Link record = record(link);
    if (!check.leadsOut(record)) {
      return link.target().isAbsolute()
          ? new Member.Link(
              link.path(), link.path().getFileSystem().getPath(check.relative(record).target()))
          : link;
    }
    return link.target().isAbsolute()
        ? link
        : new Member.Link(
            link.path(),
            directory.resolve(link.path()).resolveSibling(link.target()).toAbsolutePath());
  }

  private Map<Path, Member> select(List<String> names) {
    Map<Path, Member> selected = new LinkedHashMap<>();
    List<Path> roots = new ArrayList<>();
    for (String name : names) {
      roots.add(directory.getFileSystem().getPath(name).normalize());
    }
    for (Member member : all.values()) {
      Path path = member.path();
      if (roots.stream().anyMatch(path::startsWith)) {
        selected.put(path, member);
      } else if (member instanceof Member.Folder folder
          && roots.stream().anyMatch(root -> root.startsWith(path))) {
        selected.put(path, new Member.Parent(path, folder.mode()));
      }
    }
    return selected;
  }

  /**
   * Plans a copy of what a path leads to.
   *
   * @param output a path in the directory
   * @param place the path of the copy
   * @param within the folders that are being copied
   */
  private void addCopy(Path output, Path place, Deque<Path> within) throws IOException {
    Path source = directory.toRealPath().relativize(directory.resolve(output).toRealPath());
    Member member = all.get(source);
    if (member instanceof Member.File file) {
      addParents(place);
      planned.add(new Member.File(place, file.source(), file.mode()));
    } else if (member instanceof Member.Folder folder) {
      addParents(place);
      planned.add(new Member.Folder(place, folder.source(), folder.mode()));
      within.push(source);
      addChildren(source, place, within);
      within.pop();
    } else {
      throw new IOException(directory.resolve(output) + " is no output that can be copied");
    }
  }

  private void addChildren(Path source, Path place, Deque<Path> within) throws IOException {
    for (Member child : all.values()) {
      if (!source.equals(child.path().getParent())) {
        continue;
      }
      Path copy = place.resolve(child.path().getFileName());
      if (child instanceof Member.Link link) {
        if (!index.holds(text(link.path())) || staysWithin(link, within)) {
          planned.add(new Member.Link(copy, link.target()));
        } else {
          addCopy(link.path(), copy, within);
        }
      } else if (child instanceof Member.File file) {
        planned.add(new Member.File(copy, file.source(), file.mode()));
      } else if (child instanceof Member.Folder folder) {
        planned.add(new Member.Folder(copy, folder.source(), folder.mode()));
        addChildren(child.path(), copy, within);
      }
    }
  }

  /** Whether a link leads to a folder that is being copied, or to a member of the innermost one. */
  private boolean staysWithin(Member.Link link, Deque<Path> within) throws IOException {
    Path real = directory.resolve(link.path()).toRealPath();
    Path target = directory.toRealPath().relativize(real);
    return target.startsWith(within.getFirst()) || within.contains(target);
  }

  private void addParents(Path place) {
    for (int i = 1; i < place.getNameCount(); i++) {
      Path parent = place.subpath(0, i);
      if (planned.stream().noneMatch(member -> member.path().equals(parent))) {
        planned.add(new Member.Parent(parent, PARENT_MODE));
      }
    }
  }
}
