namespace Ramure.Kernel.Outbox;

/// <summary>The other side has refused for good: the message is given up at once, because asking again would be answered the same.</summary>
/// <param name="message">French, for who reads why.</param>
/// <param name="inner">What the other side said.</param>
public sealed class UndeliverableException(string message, Exception inner) : Exception(message, inner);
