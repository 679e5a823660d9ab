namespace OrleansNaming.Api;

/// <summary>One stage of an explanation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Preference">Whether it removes nothing where it would remove all.</param>
/// <param name="Before">Instances that came to it.</param>
/// <param name="Left">Instances that it left.</param>
/// <param name="Overruled">Whether it would have removed all.</param>
internal sealed record ApiExplainedStage(string Name, bool Preference, int Before, int Left, bool Overruled)
{
    public static ApiExplainedStage From(ExplainedStage stage) => new(stage.Name, stage.IsPreference, stage.Before, stage.Left, stage.IsOverruled);

    public ExplainedStage ToStage() => new(Name, Preference, Before, Left, Overruled);
}
