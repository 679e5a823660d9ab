using Xunit.v3;

namespace OrleansNaming.Testing;

/// <summary>The test carries a lesson of docs/lessons.md: <c>[Lesson(22)]</c>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class LessonAttribute(int lesson) : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Lesson", $"{lesson}")];
}
