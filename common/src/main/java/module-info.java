/**
 * The words every part of Forja speaks; a named module because our sealed families span packages.
 */
module forja.common {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires static transitive org.jspecify;

  exports forja.common.customer;
  exports forja.common.farm;
  exports forja.common.job;
  exports forja.common.secret;
  exports forja.common.wire;
}
