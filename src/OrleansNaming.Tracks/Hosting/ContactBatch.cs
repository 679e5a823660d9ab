using System.Text.Json;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Contacts that become one row of the group's database.</summary>
/// <param name="Id">Its name, which stays the same when it is written again.</param>
/// <param name="Source">Where they came up, for the meter: "site" or "naming".</param>
/// <param name="Contacts">At least one, at most <see cref="Stores.SqlRecordStore.Batch"/>.</param>
/// <param name="Write">Writes the columns of one.</param>
/// <param name="Seen">When the first of them came up.</param>
internal sealed record ContactBatch<T>(string Id, string Source, IReadOnlyList<T> Contacts, Action<T, Utf8JsonWriter> Write, DateTimeOffset Seen);
