//! Orders against exhaustive search and against long random search; plans over
//! the shipped graph.

use super::*;
use crate::dice::Dice;

struct World {
    tasks: Vec<Task>,
    goals: Vec<Goal>,
}

fn world(dice: &mut Dice, tasks: usize, goals: usize, width: usize) -> World {
    let tasks = (0..tasks)
        .map(|at| {
            let needs = (0..dice.below(3)).filter(|_| at > 0);
            let needs: Vec<usize> = needs.collect();
            let mut needs: Vec<usize> = needs.iter().map(|_| dice.below(at)).collect();
            needs.sort_unstable();
            needs.dedup();
            Task {
                minutes: u32::try_from(1 + dice.below(40)).unwrap(),
                needs,
            }
        })
        .collect::<Vec<_>>();
    let goals = (0..goals)
        .map(|_| {
            let needs = (0..=dice.below(width)).map(|_| dice.below(tasks.len()));
            Goal {
                needs: needs.collect(),
                weight: u32::try_from(1 + dice.below(30)).unwrap(),
            }
        })
        .collect();
    World { tasks, goals }
}

/// Tasks that some goal needs, however far back.
fn useful(world: &World) -> Vec<usize> {
    let mut open: Vec<usize> = world.goals.iter().flat_map(|g| g.needs.clone()).collect();
    let mut found = Vec::new();
    while let Some(task) = open.pop() {
        if !found.contains(&task) {
            found.push(task);
            open.extend(&world.tasks[task].needs);
        }
    }
    found.sort_unstable();
    found
}

/// The least wait over every order that there is.
fn by_exhaustion(world: &World, useful: &[usize], done: &mut Vec<usize>) -> u128 {
    if done.len() == useful.len() {
        return weighted_wait(&world.tasks, &world.goals, done).unwrap();
    }
    let mut least = u128::MAX;
    for task in useful {
        let ready = world.tasks[*task]
            .needs
            .iter()
            .all(|need| done.contains(need));
        if !done.contains(task) && ready {
            done.push(*task);
            least = least.min(by_exhaustion(world, useful, done));
            done.pop();
        }
    }
    least
}

fn wait(world: &World, order: &[usize]) -> u128 {
    weighted_wait(&world.tasks, &world.goals, order).expect("an order that breaks a need")
}

#[test]
fn the_order_is_optimal_on_small_random_graphs() {
    let mut dice = Dice(11);
    for round in 0..600 {
        let (tasks, goals) = (2 + dice.below(6), 1 + dice.below(7));
        let world = world(&mut dice, tasks, goals, 4);
        let found = order(&world.tasks, &world.goals, None);
        let least = by_exhaustion(&world, &useful(&world), &mut Vec::new());
        assert_eq!(wait(&world, &found), least, "round {round}");
    }
}

/// The same for the way that large blocks take: never below the optimum, and
/// near it.
#[test]
fn the_way_of_large_blocks_is_near_the_optimum_too() {
    let mut dice = Dice(12);
    let (mut sum_found, mut sum_least) = (0, 0);
    for _ in 0..150 {
        let world = world(&mut dice, 7, 6, 4);
        let aims = closure::aims(&world.tasks, &world.goals);
        let block = useful(&world).into_iter().collect();
        let found = wait(&world, &nearby::order(&world.tasks, &block, &aims));
        let least = by_exhaustion(&world, &useful(&world), &mut Vec::new());
        assert!(found >= least);
        sum_found += found;
        sum_least += least;
    }
    assert!(
        sum_found * 100 <= sum_least * 102,
        "{sum_found} of {sum_least}"
    );
}

/// A long random search: orders by random keys of goals, then random moves that
/// are kept when they do not make it worse.
fn by_random_search(world: &World, dice: &mut Dice, starts: usize, moves: usize) -> u128 {
    let mut least = u128::MAX;
    for _ in 0..starts {
        let mut keys: Vec<(u64, usize)> =
            (0..world.goals.len()).map(|g| (dice.roll(), g)).collect();
        keys.sort_unstable();
        let mut steps: Vec<usize> = Vec::new();
        for (_, goal) in keys {
            for task in &world.goals[goal].needs {
                add(world, *task, &mut steps);
            }
        }
        let mut cost = wait(world, &steps);
        for _ in 0..moves {
            let mut moved = steps.clone();
            let task = moved.remove(dice.below(steps.len()));
            moved.insert(dice.below(steps.len()), task);
            if let Some(other) = weighted_wait(&world.tasks, &world.goals, &moved)
                && other <= cost
            {
                (steps, cost) = (moved, other);
            }
        }
        least = least.min(cost);
    }
    least
}

fn add(world: &World, task: usize, steps: &mut Vec<usize>) {
    if !steps.contains(&task) {
        for need in &world.tasks[task].needs {
            add(world, *need, steps);
        }
        steps.push(task);
    }
}

fn compare_with_random_search(seed: u64, rounds: usize, starts: usize, moves: usize) {
    let mut dice = Dice(seed);
    for round in 0..rounds {
        let (tasks, goals) = (30 + dice.below(120), 20 + dice.below(150));
        let world = world(&mut dice, tasks, goals, 5);
        let found = wait(&world, &order(&world.tasks, &world.goals, None));
        let best = by_random_search(&world, &mut dice, starts, moves).min(found);
        assert!(
            found * 10 <= best * 11,
            "round {round}: {found} against {best}"
        );
    }
}

#[test]
fn the_order_is_within_a_tenth_of_random_search_on_larger_graphs() {
    compare_with_random_search(13, 10, 4, 1_500);
}

#[test]
#[ignore = "minutes long: the same with a long search"]
fn the_order_is_within_a_tenth_of_long_random_search() {
    compare_with_random_search(14, 40, 30, 60_000);
}

#[test]
fn the_beginning_of_an_order_is_that_of_the_whole() {
    let mut dice = Dice(15);
    for _ in 0..50 {
        let world = world(&mut dice, 40, 30, 4);
        let whole = order(&world.tasks, &world.goals, None);
        let part = order(&world.tasks, &world.goals, Some(5));
        assert_eq!(part, whole[..part.len()]);
        assert_eq!(whole, order(&world.tasks, &world.goals, None));
        assert_eq!(useful(&world).len(), whole.len());
    }
}

#[test]
fn circles_and_strange_goals_end() {
    let circle = |needs| Task { minutes: 5, needs };
    let tasks = [circle(vec![1]), circle(vec![0]), circle(vec![])];
    let goal = |needs| Goal { needs, weight: 1 };
    let goals = [goal(vec![0]), goal(vec![2]), goal(vec![77]), goal(vec![])];
    assert_eq!(order(&tasks, &goals, None), [2]);
    assert_eq!(order(&[], &goals, None), Vec::<usize>::new());
    assert_eq!(order(&tasks, &[], None), Vec::<usize>::new());
}

fn role<'a>(skills: &[&'a str], weight: u32) -> RoleGroup<'a> {
    RoleGroup {
        skills: skills.to_vec(),
        weight,
    }
}

fn ids(plan: &Plan) -> Vec<&'static str> {
    let nodes = Roadmap::shipped().nodes();
    plan.steps.iter().map(|step| nodes[step.node].id).collect()
}

#[test]
fn what_opens_most_roles_per_hour_comes_first() {
    let request = PlanRequest {
        skills: vec!["python", "git", "sql", "http"],
        hours_per_week: 10,
        roles: vec![
            role(&["python", "docker"], 100),
            role(&["python", "docker", "kubernetes"], 40),
            role(&["python"], 7),
            role(&["photoshop"], 3),
        ],
        ..PlanRequest::default()
    };
    let plan = plan(Roadmap::shipped(), &request);
    assert_eq!((plan.open_now, plan.out_of_reach), (7, 3));
    let ids = ids(&plan);
    let place = |id: &str| ids.iter().position(|other| *other == id).unwrap();
    assert!(place("docker") < place("kubernetes"));
    assert!(place("linux") < place("docker"));
    assert!(
        !ids.contains(&"git") && !ids.contains(&"programming-basics"),
        "{ids:?}"
    );
    let docker = plan.steps[place("docker")];
    assert_eq!((docker.opens, docker.open_after), (100, 107));
    assert_eq!(plan.steps.last().unwrap().open_after, 147);
}

#[test]
fn weeks_follow_from_the_hours_given() {
    let mut request = PlanRequest {
        hours_per_week: 5,
        roles: vec![role(&["go"], 1)],
        ..PlanRequest::default()
    };
    let slow = plan(Roadmap::shipped(), &request);
    request.hours_per_week = 20;
    let fast = plan(Roadmap::shipped(), &request);
    assert_eq!(ids(&slow), ids(&fast));
    assert_eq!(ids(&slow), ["programming-basics", "go"]);
    let last = slow.steps.last().unwrap();
    assert_eq!(last.minutes_after, 60 * (120 + 45));
    assert_eq!(last.week, (120 + 45) / 5);
    assert!(slow.steps.is_sorted_by_key(|step| step.week));
    assert_eq!(fast.steps.last().unwrap().week, 9);
}

#[test]
fn skipped_nodes_and_what_needs_them_are_left_out() {
    let roadmap = Roadmap::shipped();
    let request = PlanRequest {
        skipped: vec![roadmap.index_of("docker").unwrap()],
        roles: vec![role(&["kubernetes"], 5), role(&["sql"], 1)],
        ..PlanRequest::default()
    };
    let plan = plan(roadmap, &request);
    assert_eq!(plan.out_of_reach, 5);
    assert!(!ids(&plan).contains(&"kubernetes"));
    assert!(ids(&plan).contains(&"sql"));
}

#[test]
fn part_of_a_node_takes_part_of_its_time() {
    let roadmap = Roadmap::shipped();
    let node = roadmap.index_of("go-services").unwrap();
    let all = u32::try_from(roadmap.nodes()[node].skills.len()).unwrap();
    let whole = u32::from(roadmap.nodes()[node].hours.typical) * 60;
    let request = PlanRequest {
        skills: vec!["gin"],
        roles: vec![role(&["gorm"], 1)],
        ..PlanRequest::default()
    };
    let plan = plan(roadmap, &request);
    assert_eq!(ids(&plan), ["go-services"]);
    assert_eq!(plan.steps[0].minutes, whole / all * (all - 1));
}

/// Kubernetes implies Docker, but a role that asks for Podman still asks.
#[test]
fn a_skill_missing_of_a_node_taken_as_known_is_planned() {
    let request = PlanRequest {
        skills: vec!["kubernetes", "kubectl", "k3s", "rancher"],
        roles: vec![role(&["podman"], 1)],
        ..PlanRequest::default()
    };
    let plan = plan(Roadmap::shipped(), &request);
    assert_eq!(ids(&plan), ["docker"]);
    assert!(plan.steps[0].minutes < 20 * 60);
}

#[test]
fn a_node_marked_as_done_counts_with_all_its_skills() {
    let roadmap = Roadmap::shipped();
    let request = PlanRequest {
        done: vec![roadmap.index_of("kubernetes").unwrap()],
        roles: vec![role(&["kubernetes", "kubectl"], 2)],
        ..PlanRequest::default()
    };
    assert_eq!(plan(roadmap, &request).open_now, 2);
}

/// Random profiles and roles over the real graph: the plan can be followed,
/// opens what it says, and is the same again.
#[test]
fn plans_over_the_roadmap_hold_together() {
    let roadmap = Roadmap::shipped();
    let skills: Vec<&str> = roadmap
        .nodes()
        .iter()
        .flat_map(|n| n.skills)
        .copied()
        .collect();
    let mut dice = Dice(16);
    for _ in 0..6 {
        let mut pick = |most: usize| -> Vec<&str> {
            (0..=dice.below(most))
                .map(|_| skills[dice.below(skills.len())])
                .collect()
        };
        let request = PlanRequest {
            skills: pick(12),
            roles: (0..80).map(|n| role(&pick(5), n % 7 + 1)).collect(),
            hours_per_week: 8,
            ..PlanRequest::default()
        };
        let found = plan(roadmap, &request);
        assert_eq!(found, plan(roadmap, &request));
        let all: u32 = request.roles.iter().map(|role| role.weight).sum();
        let opened: u32 = found.steps.iter().map(|step| step.opens).sum();
        assert_eq!(found.open_now + opened + found.out_of_reach, all);
        let mut open = found.open_now;
        let mut done = Vec::new();
        for step in &found.steps {
            open += step.opens;
            assert_eq!(step.open_after, open);
            assert!(!done.contains(&step.node));
            done.push(step.node);
            let planned: Vec<usize> = found.steps.iter().map(|s| s.node).collect();
            for need in roadmap.nodes()[step.node].needs {
                assert!(done.contains(need) || !planned.contains(need));
            }
        }
    }
}
