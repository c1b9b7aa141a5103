package forja.bench.cpu;

import forja.bench.farm.ProgramProcess;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads what our programs, the database and this load client use of the processors. */
public final class CpuMeter {
  private static final String LOAD_CLIENT = "load client";
  private static final String BACKENDS = "postgres";

  private final List<ProgramProcess> programs;
  private final DataSource database;
  private final long postmaster;

  public CpuMeter(List<ProgramProcess> programs, DataSource database, long postmaster) {
    this.programs = List.copyOf(programs);
    this.database = database;
    this.postmaster = postmaster;
  }

  /** Begins to count. */
  public Counting start() throws SQLException {
    return new Counting();
  }

  /** A stretch of time whose use of the processors is counted. */
  public final class Counting {
    private final PostgresClock postgres = new PostgresClock(database.getConnection(), postmaster);
    private final JvmClock self = new JvmClock(LOAD_CLIENT, ProcessHandle.current().pid());
    private final List<JvmClock> clocks =
        programs.stream().map(program -> new JvmClock(program.name(), program.pid())).toList();
    private final long machineBefore = Ticks.ofMachine();

    private Counting() throws SQLException {}

    /** Ends the counting; names are looked up afterwards, because that costs time too. */
    public CpuUse stop() throws IOException, SQLException, InterruptedException {
      double machine = (Ticks.ofMachine() - machineBefore) * Ticks.MICROS;
      var readings = clocks.stream().map(JvmClock::read).toList();
      double own = self.read().micros();
      var micros = new LinkedHashMap<String, Map<String, Double>>();
      try (postgres) {
        micros.put(BACKENDS, postgres.stop());
      }
      for (int i = 0; i < clocks.size(); i++) {
        micros.put(clocks.get(i).program(), readings.get(i).microsByGroup());
      }
      micros.put(LOAD_CLIENT, Map.of("all threads", own));
      return new CpuUse(machine, micros);
    }
  }
}
