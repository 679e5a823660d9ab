namespace OrleansNaming.Advertising;

/// <summary>Whether a change could be drafted.</summary>
/// <param name="Refusal">None when it was.</param>
/// <param name="Message">What was wrong and what to do.</param>
internal readonly record struct Verdict(Refusal Refusal, string Message)
{
    public static Verdict Accepted => new(Refusal.None, "");

    public static Verdict Refuse(Refusal refusal, string message) => new(refusal, message);
}
