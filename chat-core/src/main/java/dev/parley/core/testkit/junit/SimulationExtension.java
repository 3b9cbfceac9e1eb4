package dev.parley.core.testkit.junit;

import dev.parley.core.testkit.Simulation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs a {@link SimulationTest} once for each seed. */
@SuppressWarnings("exports") // whoever uses this reads JUnit anyway
public final class SimulationExtension implements ParameterResolver, InvocationInterceptor {
  /** The system property that names the only seed to run: {@value}. */
  public static final String SEED = "parley.seed";

  /**
   * The system property that says how many seeds each test runs, whatever it says itself: {@value}.
   */
  public static final String SEEDS = "parley.seeds";

  /** Made by JUnit. */
  public SimulationExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Simulation.class;
  }

  /** The simulation of no seed: each seed puts its own in this place. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Simulation.of(0);
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invoked,
      ExtensionContext context) {
    invocation.skip();
    var method = invoked.getExecutable();
    var test = method.getAnnotation(SimulationTest.class);
    if (test == null) {
      throw new IllegalStateException(method + " is no @SimulationTest");
    }
    var target = invoked.getTarget().orElse(null);
    method.setAccessible(true);
    Seeds.chosen(System.getProperty(SEED), System.getProperty(SEEDS), test)
        .run(simulation -> call(method, target, arguments(invoked.getArguments(), simulation)));
  }

  private static Object[] arguments(List<Object> resolved, Simulation simulation) {
    return resolved.stream()
        .map(argument -> argument instanceof Simulation ? simulation : argument)
        .toArray();
  }

  private static void call(Method method, @Nullable Object target, Object[] arguments)
      throws Throwable {
    try {
      var _ = method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
