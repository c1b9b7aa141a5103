package forja.routes.wiring;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker about itself, and tells it what to have. */
final class Management {
  private static final Logger log = LoggerFactory.getLogger(Management.class);
  private static final String ADDRESS = "activemq.management";
  private static final int PATIENCE_MILLIS = 10_000;

  private Management() {}

  static String attribute(ClientSession session, String name) throws ActiveMQException {
    return ask(
        session, question -> ManagementHelper.putAttribute(question, ResourceNames.BROKER, name));
  }

  static String operate(ClientSession session, String queue, String operation, Object... arguments)
      throws ActiveMQException {
    return ask(
        session,
        question ->
            ManagementHelper.putOperationInvocation(
                question, ResourceNames.QUEUE + queue, operation, arguments));
  }

  /** As {@link #operate}, for what concerns no single queue. */
  static String operateBroker(ClientSession session, String operation, Object... arguments)
      throws ActiveMQException {
    return ask(
        session,
        question ->
            ManagementHelper.putOperationInvocation(
                question, ResourceNames.BROKER, operation, arguments));
  }

  /** Declares a durable queue at the address of its name; says whether it was there before. */
  static boolean declare(ClientSession session, String name) throws ActiveMQException {
    if (isThere(session, name)) {
      return true;
    }
    if (session.queueQuery(SimpleString.of(name)).isExists()) {
      removeSquatter(session, name);
    }
    try {
      session.createQueue(
          QueueConfiguration.of(name).setAddress(name).setRoutingType(RoutingType.ANYCAST));
      log.info("queue {} is declared", name);
    } catch (ActiveMQQueueExistsException meanwhile) {
      if (!isThere(session, name)) {
        throw meanwhile;
      }
    }
    return false;
  }

  private static boolean isThere(ClientSession session, String name) throws ActiveMQException {
    var found = session.queueQuery(SimpleString.of(name));
    return found.isExists() && found.getAddress().toString().equals(name);
  }

  /** Names of queues are shared by all addresses, so a customer can take one at its own. */
  private static void removeSquatter(ClientSession session, String name) throws ActiveMQException {
    log.warn("queue {} stood at another address; it is removed with its readers", name);
    operateBroker(session, "destroyQueue", name, true);
  }

  private interface Question {
    void writeTo(ClientMessage message) throws Exception;
  }

  private static String ask(ClientSession session, Question question) throws ActiveMQException {
    try {
      var requestor = new ClientRequestor(session, ADDRESS);
      try {
        var message = session.createMessage(false);
        question.writeTo(message);
        return read(requestor.request(message, PATIENCE_MILLIS));
      } finally {
        requestor.close();
      }
    } catch (ActiveMQException away) {
      throw away;
    } catch (Exception unreadable) {
      throw new ActiveMQException(unreadable.toString(), unreadable, null);
    }
  }

  private static String read(@Nullable ClientMessage answer) throws Exception {
    if (answer == null) {
      throw new ActiveMQException("the broker did not answer a question about itself");
    }
    var result = String.valueOf(ManagementHelper.getResult(answer));
    if (!ManagementHelper.hasOperationSucceeded(answer)) {
      throw new ActiveMQException(result);
    }
    return result;
  }
}
