namespace Ramure.Training.Model;

/// <summary>Why somebody is written to about a session.</summary>
internal enum MailKind
{
    /// <summary>The request is in; the unit will answer.</summary>
    Requested,

    /// <summary>A seat is held.</summary>
    Confirmed,

    /// <summary>On the waiting list.</summary>
    Waiting,

    /// <summary>A seat is kept for some time.</summary>
    Offered,

    /// <summary>It was not taken in time.</summary>
    OfferLapsed,

    /// <summary>The unit did not agree.</summary>
    Refused,

    /// <summary>Some days before: come.</summary>
    Summons,

    /// <summary>The day before.</summary>
    Reminder,

    /// <summary>Another date, hour or place.</summary>
    Changed,

    /// <summary>The session is not held.</summary>
    Cancelled,

    /// <summary>The place was given back.</summary>
    Withdrawn,

    /// <summary>The certificate may be fetched.</summary>
    Certificate,

    /// <summary>What did you think of it?</summary>
    Questionnaire,
}
