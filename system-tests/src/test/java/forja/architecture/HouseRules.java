package forja.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import forja.common.job.JobExecutor;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;

/** The rules of the house. */
final class HouseRules {
  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "imports point one way",
              "CuriousSpec",
              house ->
                  layeredArchitecture()
                      .consideringOnlyDependenciesInLayers()
                      .withOptionalLayers(true)
                      .layer("common")
                      .definedBy(house.ours("common.."))
                      .layer("routes")
                      .definedBy(house.ours("routes.."))
                      .layer("worker")
                      .definedBy(house.ours("worker.."))
                      .layer("api")
                      .definedBy(house.ours("api.."))
                      .layer("standalone")
                      .definedBy(house.ours("standalone.."))
                      .layer("cli")
                      .definedBy(house.ours("cli.."))
                      .whereLayer("standalone")
                      .mayNotBeAccessedByAnyLayer()
                      .whereLayer("cli")
                      .mayNotBeAccessedByAnyLayer()
                      .whereLayer("api")
                      .mayOnlyBeAccessedByLayers("standalone")
                      .whereLayer("worker")
                      .mayOnlyBeAccessedByLayers("standalone")
                      .whereLayer("routes")
                      .mayOnlyBeAccessedByLayers("worker", "api", "standalone")
                      .whereLayer("common")
                      .mayOnlyBeAccessedByLayers("routes", "worker", "api", "standalone")),
          new HouseRule(
              "packages have no cycles, but for the sealed families of common",
              "fixture.api.ledger",
              house ->
                  slices()
                      .matching(house.ours("(routes|worker|api|standalone|cli).(*).."))
                      .should()
                      .beFreeOfCycles()),
          new HouseRule(
              "capabilities do not know each other",
              "NosyRoute",
              house ->
                  slices()
                      .matching(
                          house.ours("*.(image|container|host|playbook|mirror|farm|service).."))
                      .should()
                      .notDependOnEachOther()),
          new HouseRule(
              "camel stays in routes",
              "CamelResource",
              house ->
                  onlyIn(house, "org.apache.camel..", "routes..", "worker", "api", "standalone")),
          new HouseRule(
              "docker stays in the worker",
              "DockerRoute",
              house -> onlyIn(house, "com.github.dockerjava..", "worker..")),
          new HouseRule(
              "hibernate stays at the tables",
              "HibernateResource",
              house -> onlyIn(house, "org.hibernate..", "api.ledger..", "api.store..")),
          new HouseRule(
              "entities are rows of the api",
              "HostEntity",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.ours("api.."))
                      .or()
                      .haveSimpleNameNotEndingWith("Row")
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(house.library("jakarta.persistence.."))),
          new HouseRule(
              "entities are items",
              "LooseRow",
              house ->
                  classes()
                      .that()
                      .areAnnotatedWith(house.library("jakarta.persistence.Entity")[0])
                      .should()
                      .haveSimpleNameEndingWith("Row")
                      .andShould()
                      .beAssignableTo(house.ours("api.store.ItemRow"))),
          new HouseRule(
              "only the stores open sessions",
              "SessionLedger",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.ours("api.store.."))
                      .should()
                      .dependOnClassesThat()
                      .haveNameMatching(
                          Pattern.quote(house.library("org.hibernate.")[0]) + ".*Session\\w*")),
          new HouseRule(
              "no statement goes around the customer",
              "NativeStore",
              house ->
                  noClasses()
                      .should()
                      .callMethodWhere(
                          JavaCall.Predicates.target(
                              HasName.Predicates.nameMatching("createNative(Mutation)?Query")))),
          new HouseRule(
              "http stays at the resources",
              "HttpLedger",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.ours("api.http.."))
                      .and()
                      .haveSimpleNameNotEndingWith("Resource")
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(house.library("io.javalin.."))),
          new HouseRule(
              "json annotations stay in common",
              "AnnotatedRoute",
              house -> onlyIn(house, "com.fasterxml.jackson.annotation..", "common..", "cli..")),
          new HouseRule(
              "executors are final and say so",
              "FarmWork",
              house ->
                  classes()
                      .that()
                      .implement(JobExecutor.class)
                      .should()
                      .haveSimpleNameEndingWith("Executor")
                      .andShould()
                      .haveModifier(JavaModifier.FINAL)),
          new HouseRule(
              "routes say so",
              "WayOfAJob",
              house ->
                  classes()
                      .that()
                      .areAssignableTo(RouteBuilder.class)
                      .should()
                      .haveSimpleNameEndingWith("Route")),
          new HouseRule(
              "time comes from the clock",
              "ImpatientExecutor",
              house ->
                  noClasses()
                      .should()
                      .callMethod(Instant.class, "now")
                      .orShould()
                      .callMethod(System.class, "currentTimeMillis")),
          new HouseRule(
              "only configurations read the environment",
              "EnvironmentReader",
              house ->
                  noClasses()
                      .that()
                      .haveSimpleNameNotEndingWith("Config")
                      .and()
                      .haveSimpleNameNotEndingWith("Main")
                      .and()
                      .doNotHaveSimpleName("ForjaCli")
                      .should()
                      .callMethod(System.class, "getenv")
                      .orShould()
                      .callMethod(System.class, "getenv", String.class)),
          new HouseRule(
              "names say something",
              "JobManager",
              house ->
                  noClasses()
                      .should()
                      .haveNameMatching(
                          ".*(Manager|Helper|Util|Utils|Service|Impl|Base|Processor|Data|Info)")
                      .orShould()
                      .haveNameMatching(".*\\.Abstract\\w+")));

  private HouseRules() {}

  private static ArchRule onlyIn(House house, String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(house.ours(homes))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(house.library(library))
        .because("its home is " + List.of(homes));
  }
}
