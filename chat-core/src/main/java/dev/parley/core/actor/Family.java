package dev.parley.core.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The live children of one parent, oldest first, linked through the cells themselves.
 *
 * <p>Under a lock, and not the parent's alone: the tree must be readable while an actor is stuck in
 * its handler, and the eldest have no parent.
 */
final class Family {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ActorCell<?> eldest;
  private @Nullable ActorCell<?> youngest;
  private boolean closed;

  /** Adds a child; false once the family is closed. */
  boolean add(ActorCell<?> child) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      child.elder = youngest;
      if (youngest == null) {
        eldest = child;
      } else {
        youngest.younger = child;
      }
      youngest = child;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void remove(ActorCell<?> child) {
    lock.lock();
    try {
      var elder = child.elder;
      var younger = child.younger;
      if (elder == null) {
        eldest = younger;
      } else {
        elder.younger = younger;
      }
      if (younger == null) {
        youngest = elder;
      } else {
        younger.elder = elder;
      }
      child.elder = null;
      child.younger = null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more children. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  @Nullable ActorCell<?> youngest() {
    lock.lock();
    try {
      return youngest;
    } finally {
      lock.unlock();
    }
  }

  List<ActorCell<?>> oldestFirst() {
    lock.lock();
    try {
      var all = new ArrayList<ActorCell<?>>();
      for (var cell = eldest; cell != null; cell = cell.younger) {
        all.add(cell);
      }
      return all;
    } finally {
      lock.unlock();
    }
  }
}
