namespace RnnModular.Numerics;

/// <summary>One thread of a team: it sleeps until it is woken, does its share, and sleeps again.</summary>
sealed class TeamMember
{
    readonly WorkerTeam _team;
    readonly int _worker;
    readonly Parking _parking = new();
    readonly Thread _thread;
    int _call;
    bool _stopped;

    public TeamMember(WorkerTeam team, int worker)
    {
        _team = team;
        _worker = worker;
        _thread = new Thread(Serve) { IsBackground = true, Name = $"rnn worker {worker}" };
        _thread.Start();
    }

    public bool IsStopped => Volatile.Read(ref _stopped);

    /// <summary>Has it do one share.</summary>
    public void Wake()
    {
        Volatile.Write(ref _call, _call + 1);
        _parking.Wake();
    }

    /// <summary>Ends the thread.</summary>
    public void Stop()
    {
        if (!IsStopped)
        {
            Volatile.Write(ref _stopped, true);
            Wake();
            _thread.Join();
        }
    }

    void Serve()
    {
        int seen = 0;
        while (true)
        {
            _parking.WaitWhile(ref _call, seen);
            seen++;
            if (IsStopped)
            {
                return;
            }

            _team.ExecuteAsMember(_worker);
        }
    }
}
