using Ramure.Accounts.Model;

namespace Ramure.Accounts.SignIn;

/// <summary>What came of a sign-in. A wrong password is an outcome, not a refusal: it is counted and traced.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The session is open; its browser gets the cookie.</summary>
    public sealed record In(SignedInSession Session) : SignInOutcome;

    /// <summary>The password is right; the code of the application comes next.</summary>
    public sealed record CodeNext(Guid Account) : SignInOutcome;

    /// <summary>E-mail and password, or the code, do not go together. Which of them is wrong is not said.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>Too many failures from this place: nothing was tried.</summary>
    public sealed record Wait(TimeSpan For) : SignInOutcome;

    /// <summary>Too many failures from everywhere: if the password is right, a link was sent. The answer is the same when it is wrong.</summary>
    public sealed record ByMail : SignInOutcome;

    /// <summary>The password is right and the address not yet confirmed: a link was sent.</summary>
    public sealed record ConfirmFirst : SignInOutcome;
}
