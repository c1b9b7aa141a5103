package forja.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;

/**
 * Code that the rules can be held against: ours, or the fixture that breaks each of them.
 *
 * @param root the package our modules are in
 * @param foreign what stands before the package of a library
 */
record House(String root, String foreign) {
  static final House OURS = new House("forja", "");
  static final House FIXTURE =
      new House("forja.architecture.fixture", "forja.architecture.fixture.foreign.");

  String ours(String packages) {
    return root + "." + packages;
  }

  String[] ours(String... packages) {
    return Stream.of(packages).map(name -> root + "." + name).toArray(String[]::new);
  }

  String[] library(String... packages) {
    return Stream.of(packages).map(name -> foreign + name).toArray(String[]::new);
  }

  JavaClasses classes() {
    var importer = new ClassFileImporter();
    return this.equals(OURS)
        ? importer.withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(root)
        : importer.importPackages(root);
  }
}
