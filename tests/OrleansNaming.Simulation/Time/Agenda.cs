namespace OrleansNaming.Simulation.Time;

/// <summary>
/// What will happen, ordered by (time, number of insertion): two things at one moment happen in the order in which they were planned,
/// so a seed has one future. A binary heap over an array of structs.
/// </summary>
internal sealed class Agenda
{
    private (TimeSpan At, long Number, Occurrence What)[] _heap = new (TimeSpan, long, Occurrence)[1_024];
    private int _count;
    private long _number;

    public int Count => _count;

    public TimeSpan NextAt => _count == 0 ? TimeSpan.MaxValue : _heap[0].At;

    public void Add(TimeSpan at, Occurrence what)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }

        var item = (at, _number++, what);
        var hole = _count++;
        while (hole > 0)
        {
            var parent = (hole - 1) / 2;
            if (!Before(item, _heap[parent]))
            {
                break;
            }

            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = item;
    }

    public (TimeSpan At, Occurrence What) Take()
    {
        var first = _heap[0];
        var last = _heap[--_count];
        _heap[_count] = default;
        if (_count > 0)
        {
            Sink(last);
        }

        return (first.At, first.What);
    }

    private void Sink((TimeSpan At, long Number, Occurrence What) item)
    {
        var hole = 0;
        while (true)
        {
            var child = (hole * 2) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && Before(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!Before(_heap[child], item))
            {
                break;
            }

            _heap[hole] = _heap[child];
            hole = child;
        }

        _heap[hole] = item;
    }

    private static bool Before(in (TimeSpan At, long Number, Occurrence What) a, in (TimeSpan At, long Number, Occurrence What) b) =>
        a.At < b.At || (a.At == b.At && a.Number < b.Number);
}
