package dev.parley.core.actor;

/**
 * A message that no actor will handle.
 *
 * @param message the message
 * @param recipient the path of the actor that it was for; for an answer, of the one who had asked
 * @param reason why
 * @param trail what led to it, as far as that is known
 */
public record DeadLetter(
    Object message, String recipient, DeadLetters.Reason reason, Trail trail) {}
