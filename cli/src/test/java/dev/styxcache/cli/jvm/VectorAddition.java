package dev.styxcache.cli.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Program that loads the module, adds two vectors, and prints the result. */
public final class VectorAddition {

  private VectorAddition() {}

  /** The entry point. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    System.out.println(isThere() + " " + new VectorModuleLoader().getAsBoolean());
    Class<?> vector = Class.forName("jdk.incubator.vector.IntVector");
    Field species = vector.getField("SPECIES_256");
    Method broadcast = vector.getMethod("broadcast", species.getType(), int.class);
    Object twenty = broadcast.invoke(null, species.get(null), 20);
    System.out.println(vector.getMethod("add", int.class).invoke(twenty, 3));
  }

  private static boolean isThere() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
