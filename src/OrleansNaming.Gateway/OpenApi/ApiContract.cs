using System.Text.Json.Serialization.Metadata;

namespace OrleansNaming.Gateway.OpenApi;

/// <summary>What a route takes and answers: the source of its part of the OpenAPI document.</summary>
internal sealed record ApiContract
{
    /// <summary>What every route may answer: the node may be starting or stopping.</summary>
    private static readonly Refusal[] Always = [Refusal.NotReady, Refusal.Stopping];

    public static readonly ApiArgument Instance = new("instance", "string", "The instance's id: one for each copy of the service.") { IsRequired = true };

    public static readonly ApiArgument OwnInstance = new("instance", "string", "The instance's id; the server's name by default.");

    public static readonly ApiArgument Limit = new("limit", "integer", "Items of a page, 1 to 1000; 256 by default.");

    public static readonly ApiArgument After = new("after", "string", "The 'next' of the page before.");

    /// <summary>How a read says which state it demands.</summary>
    public static readonly ApiArgument[] Demanding =
    [
        new("atLeast", "string", "The token of a write that the answer must contain."),
        new("Naming-At-Least", "string", "The same as atLeast.") { In = "header" },
        new("readToken", "string", "The read token of an earlier answer: nothing older is answered, and the answer has one too. Empty to begin."),
        new("Naming-Read-Token", "string", "The same as readToken.") { In = "header" },
        new("timeout", "number", "Seconds to wait for that state, 0 to 300; 5 by default."),
    ];

    /// <summary>What a write may be refused with, whatever it writes.</summary>
    public static readonly Refusal[] Writing = [Refusal.Invalid, Refusal.Superseded, Refusal.TooMany, Refusal.NotReplicated, Refusal.StorageFailed];

    public IReadOnlyList<ApiArgument> Arguments { get; init; } = [];

    /// <summary>The body that it takes; null for none.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>What the body is that it takes, where that is text; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>The body that it answers with 200; null where that is no JSON object, or 204.</summary>
    public JsonTypeInfo? Answer { get; init; }

    public string? MediaType { get; init; } = "application/json";

    /// <summary>Statuses without a body.</summary>
    public IReadOnlyList<int> Bare { get; init; } = [];

    /// <summary>Statuses other than 200 that carry <see cref="Answer"/>.</summary>
    public IReadOnlyList<int> Also { get; init; } = [];

    /// <summary>What it refuses, beyond what its access, its pace and its arguments imply.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>Whether it asks nothing of the engine.</summary>
    public bool IsFixed { get; init; }

    public IEnumerable<Refusal> AllRefusals => IsFixed ? Refusals : Refusals.Concat(Always);
}
