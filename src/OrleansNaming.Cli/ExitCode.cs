namespace OrleansNaming.Cli;

/// <summary>What the tool's exit says, the same for every verb and in every form of its answer; docs/api.md has the table.</summary>
internal static class ExitCode
{
    public const int Yes = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Unreachable = 4;
    public const int Refused = 5;
    public const int NotReached = 6;

    public static int Of(Refusal refusal) => refusal switch
    {
        Refusal.None => Yes,
        Refusal.Invalid => Usage,
        Refusal.NotFound => NotFound,
        Refusal.Unreachable => Unreachable,
        Refusal.Forbidden => Refused,
        Refusal.NotReached or Refusal.NotReplicated or Refusal.NotReady => NotReached,
        _ => Failed,
    };
}
