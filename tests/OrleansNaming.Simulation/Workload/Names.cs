namespace OrleansNaming.Simulation.Workload;

/// <summary>The names that clients use: some bound by many servers, some by one alone.</summary>
internal static class Names
{
    public static IReadOnlyList<string> Servers { get; } =
        ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi"];

    public static IReadOnlyList<string> Shared { get; } =
        ["orders", "billing", "stock", "mail", "shop/eu/orders", "shop/us/orders", "shop/eu/carts", "search"];

    /// <summary>Names that may have one winner: servers bind them with a policy.</summary>
    public static IReadOnlyList<string> Contested { get; } = ["leader", "shop/eu/leader", "shop/us/leader"];

    public static IReadOnlyList<string> Guests { get; } = ["web", "cron", "lamp", "shop/eu/kiosk"];

    /// <summary>A name that only this server binds.</summary>
    public static string Of(ServerId server, int number) => $"only/{server}-{number}";

    public static string ContextOf(ServerId server, int number) => $"area/{server}-{number}";
}
